import { CALL_OPTIONS, checkHasKeys } from '../client/client-options.ts'
import type { ClientTraits } from '../client/operations.ts'
import type { CallOptions } from '../client/options.ts'
import type { SCIMDialect } from '../dialects/dialect.ts'
import { SCIMAbortError } from '../errors/abort-error.ts'
import { invalid } from '../errors/validation-error.ts'
import {
  checkOptions,
  hasMethod,
  MILLISECONDS,
  type OptionRules,
  withMethod,
} from '../options/check-options.ts'
import { type Clock, systemClock } from '../time/clock.ts'
import { sleep } from '../time/signal.ts'

/** Options of every task. Those of a call apply to each request that the task sends. */
export interface TaskOptions extends CallOptions {
  /** Milliseconds to wait for reads to show a write; default 30000. Slack's reads lag by seconds. */
  readonly settleTimeout?: number | undefined
  /** Replaces the client's clock. */
  readonly clock?: Clock | undefined
}

/** The client and options of a task, not yet checked. */
export interface TaskCall<Client> {
  /** The function that was called, for messages. */
  readonly name: string
  readonly scim: Client
  /** The operations that the task may send. */
  readonly needs: readonly (keyof Client & string)[]
  readonly options: TaskOptions
  /** The options that the task has beside those of every task. */
  readonly rules?: OptionRules
}

/** A task whose client and options are checked and completed. */
export interface Task<Client extends ClientTraits> {
  readonly name: string
  readonly scim: Client
  /** The options of each request. */
  readonly call: CallOptions
  readonly clock: Clock
  readonly settleTimeout: number
}

/**
 * Checks the client and the options of a task, before anything is sent.
 *
 * @throws {@link SCIMValidationError} for a client that lacks an operation
 * @throws {@link SCIMConfigurationError} for an unknown option or a value of the wrong type
 */
export function beginTask<Client extends ClientTraits>({
  name,
  scim,
  needs,
  options,
  rules = {},
}: TaskCall<Client>): Task<Client> {
  const missing = needs.find((operation) => !hasMethod(scim, operation))
  if (missing !== undefined) {
    throw invalid(
      name,
      `client.${missing}`,
      'must be a function: a spread of a client copies none of its methods, so wrap it by Object.create or a Proxy',
    )
  }
  const own = { settleTimeout: MILLISECONDS, clock: withMethod('now'), ...rules }
  checkHasKeys(name, options)
  checkOptions({ owner: name }, options, { ...CALL_OPTIONS, ...own })
  const { settleTimeout = 30_000, clock = scim.clock ?? systemClock() } = options
  const call = Object.fromEntries(Object.entries(options).filter(([key]) => !Object.hasOwn(own, key)))
  return { name, scim, call, clock, settleTimeout }
}

/**
 * The names of the dialect of a task's client.
 *
 * @throws {@link SCIMValidationError} for a wrapper that does not say
 */
export function dialectOf({
  name,
  scim: { dialect },
}: Pick<Task<ClientTraits>, 'name' | 'scim'>): SCIMDialect {
  if (dialect?.urns) return dialect
  throw invalid(name, 'client.dialect', 'is missing: a wrapper must have the dialect of the client it wraps')
}

/** Milliseconds between two reads: Slack's own tests read once a second, ten times. */
const INTERVAL = 1000

/**
 * Waits until the next read is due.
 *
 * @throws {@link SCIMAbortError} as soon as the signal aborts
 */
export async function pause({ name, clock, call: { signal } }: Task<ClientTraits>): Promise<void> {
  try {
    await sleep(clock, INTERVAL, signal)
  } catch (reason) {
    const state = { applied: 'unknown', attempts: 0 } as const
    throw new SCIMAbortError(
      `${name}: aborted by its signal while it waited for reads to show a change`,
      state,
      reason,
    )
  }
}

/**
 * Reads until there is something to see, or until `settleTimeout` ends.
 *
 * @returns what `look` returned that was not undefined; undefined when `settleTimeout` ended first
 */
export async function untilSeen<Seen>(
  task: Task<ClientTraits>,
  look: () => Promise<Seen | undefined>,
): Promise<Seen | undefined> {
  const end = task.clock.now() + task.settleTimeout
  for (;;) {
    const seen = await look()
    if (seen !== undefined || task.clock.now() + INTERVAL > end) return seen
    await pause(task)
  }
}
