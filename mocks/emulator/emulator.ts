import type { Assumptions } from '../assumptions/assumptions.ts'
import { type AssumptionUse, createLedger } from '../assumptions/ledger.ts'
import { createAccounts } from '../directory/accounts.ts'
import { createDeactivation, type Deactivation } from '../directory/deactivation.ts'
import { createDirectory, type Directory } from '../directory/directory.ts'
import { createMemberships } from '../directory/memberships.ts'
import { defaultOrganization } from '../directory/organization.ts'
import { createReadLag, type ReadLag } from '../directory/read-lag.ts'
import { createTokens, DEFAULT_TOKEN, type Tokens } from '../directory/tokens.ts'
import { EmulatorError } from '../errors/emulator-error.ts'
import { createEventLog, type EmulatorEvent } from '../events/event-log.ts'
import type { Fault } from '../faults/fault.ts'
import { createSchedule, type Faults } from '../faults/schedule.ts'
import {
  type EmulatorFetch,
  type EmulatorTransport,
  emulatorFetch,
  emulatorTransport,
} from '../http/fetch.ts'
import type { Outcome, WireRequest } from '../http/wire.ts'
import { createLimits, type LimitOptions, unlimited } from '../limits/limits.ts'
import { createSCIMService } from '../scim/service.ts'
import { applySeed } from '../seed/apply-seed.ts'
import type { Seed } from '../seed/seed.ts'
import { createState, type EmulatorState } from '../state/state.ts'
import { type Clock, systemClock } from '../time/clock.ts'
import { createWebAPI } from '../web-api/web-api.ts'
import { withCORS } from './cors.ts'
import { handleRequest } from './handle-request.ts'
import { createServices, type Services } from './services.ts'

/** How an emulator is set up; everything has a default. */
export interface EmulatorOptions {
  /** What the directory starts with; default one primary owner. */
  readonly seed?: Seed
  /** The time; default the machine's. */
  readonly clock?: Clock
  /** What goes wrong from the start; see also {@link Emulator.faults}. */
  readonly faults?: readonly Fault[]
  /** Slack's rate limits, and the lock on what is being written; off by default, `true` for on. */
  readonly limits?: boolean | LimitOptions
  /** Switches that differ from their defaults; see {@link ASSUMPTIONS}. */
  readonly assumptions?: Partial<Assumptions>
  /** The token of the primary owner; default `xoxp-emulator-owner`. */
  readonly token?: string
  /** The address of the service; default `https://api.slack.com/scim/`. Requests are routed by its path on any host. */
  readonly baseUrl?: string
}

/** An emulated Slack. */
export interface Emulator {
  /** Answers as `fetch` would if Slack were behind it; honours the request's signal. */
  readonly fetch: EmulatorFetch
  /** The same in the shape of the client's transports. */
  readonly transport: EmulatorTransport
  /** A valid token of the primary owner. */
  readonly token: string
  /** The address of the service, with a slash at its end. */
  readonly baseUrl: string
  /** The directory, to look at and to change as somebody in Slack would. */
  readonly state: EmulatorState
  /** What goes wrong. */
  readonly faults: Faults
  /** What happened since the last reset, the latest ten thousand at most. */
  readonly events: readonly EmulatorEvent[]
  /** Calls back for each event; the result ends that. */
  onEvent(listener: (event: EmulatorEvent) => void): () => void
  /** The assumptions that were relied on since the last reset. */
  assumptions(): AssumptionUse[]
  /** Goes back to the seed and to the faults of the start; forgets events and uses. */
  reset(): void
  /** Answers one request as data; `fetch`, the transport and the server are made of this. */
  handle(request: WireRequest): Promise<Outcome>
}

const OPTIONS = ['seed', 'clock', 'faults', 'limits', 'assumptions', 'token', 'baseUrl']

/**
 * Makes an emulator of Slack's SCIM service: both dialects over one directory, in memory, with no network.
 *
 * Where nobody outside Slack knows how it behaves, it answers in the way that makes a careless caller's
 * test fail, and counts that in {@link Emulator.assumptions}.
 *
 * @param options - seed, clock, faults, assumptions, token and address
 * @throws {EmulatorError} for an option, a seed or a switch that makes no sense
 *
 * @example
 * ```ts
 * import { createEmulator } from 'slack-scim/mocks'
 *
 * const emulator = createEmulator({ seed: { users: [{ userName: 'jo', name: 'Jo Park' }] } })
 * const response = await emulator.fetch('https://api.slack.com/scim/v1/Users?count=100', {
 *   headers: { authorization: `Bearer ${emulator.token}` },
 * })
 * console.log(response.status, emulator.state.user('jo')?.active)
 * ```
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  checkOptions(options)
  const { clock = systemClock(), faults: initialFaults = [], token = DEFAULT_TOKEN } = options
  const baseUrl = withSlash(options.baseUrl ?? 'https://api.slack.com/scim/')
  const seed = structuredClone(options.seed ?? {})

  const log = createEventLog()
  const ledger = createLedger(options.assumptions ?? {}, (name, value) =>
    log.emit({ type: 'assumption', name, value }),
  )
  const schedule = createSchedule(clock)
  schedule.add(...initialFaults)
  const readLag = createReadLag(ledger, clock)
  const startLimits = () =>
    options.limits ? createLimits(options.limits === true ? {} : options.limits, clock) : unlimited()
  let limits = startLimits()
  let world = build()
  const state = createState(() => world)

  function build(): World {
    const directory = createDirectory({ ...defaultOrganization(), ...seed.organization })
    const tokens = createTokens(applySeed(directory, seed, token), directory)
    const parts = { directory, readLag, ledger, clock, log, tokens }
    const context = { ...parts, deactivation: createDeactivation(parts) }
    const scim = createSCIMService({
      ...context,
      accounts: createAccounts(context),
      memberships: createMemberships(context),
      baseUrl,
    })
    const services = createServices(baseUrl, scim, createWebAPI(directory, tokens))
    return { ...context, services: withCORS(services, ledger) }
  }

  const emulator: Emulator = {
    fetch: emulatorFetch((request) => emulator.handle(request)),
    transport: emulatorTransport((request) => emulator.handle(request)),
    token,
    baseUrl,
    state,
    faults: schedule,
    events: log.events,
    onEvent: log.subscribe,
    assumptions: ledger.used,
    reset() {
      readLag.clear()
      ledger.clear()
      log.clear()
      schedule.clear()
      schedule.add(...initialFaults)
      limits = startLimits()
      world = build()
    },
    handle: (request) => handleRequest(request, { ...world, state, limits, plan: schedule.plan }),
  }
  return emulator
}

interface World {
  readonly directory: Directory
  readonly readLag: ReadLag
  readonly ledger: ReturnType<typeof createLedger>
  readonly clock: Clock
  readonly log: ReturnType<typeof createEventLog>
  readonly tokens: Tokens
  readonly deactivation: Deactivation
  readonly services: Services
}

function checkOptions(options: EmulatorOptions): void {
  for (const key of Object.keys(options)) {
    if (!OPTIONS.includes(key)) {
      throw new EmulatorError(`createEmulator: there is no option ${key}; there are ${OPTIONS.join(', ')}.`)
    }
  }
  if (options.token !== undefined && !/^\S+$/.test(options.token)) {
    throw new EmulatorError('createEmulator: token must be a text without spaces.')
  }
}

function withSlash(address: string): string {
  if (!URL.canParse(address)) {
    throw new EmulatorError(
      `createEmulator: baseUrl ${address} is no URL; give one such as https://api.slack.com/scim/.`,
    )
  }
  return address.endsWith('/') ? address : `${address}/`
}
