import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { createEmitter } from '../events/emitter.ts'
import {
  checkOptions,
  FUNCTION,
  OBJECT,
  type OptionRule,
  type OptionRules,
} from '../options/check-options.ts'
import { type Clock, systemClock } from '../time/clock.ts'
import { Dispatcher } from './dispatcher.ts'
import type { PacingEvent } from './events.ts'
import { SLACK_LIMITS, type SlackLimits } from './limits.ts'
import type { PaceRequest, Pacer } from './pacer.ts'
import { RateLedger } from './rate-ledger.ts'
import type { PacingSnapshot } from './snapshot.ts'
import type { SharedPacing } from './store.ts'

/** How a {@link slackPacer} is set up; everything has a default. */
export interface SlackPacerOptions {
  /** The part of Slack's limits that is ours, above 0 and up to 1; the rest is for other apps. Default 0.95. */
  readonly share?: number | undefined
  /**
   * Gives a request precedence: of two that could start, the higher goes first, and one step counts as much
   * as a minute of waiting, so that nobody waits for ever. Default 0 for all.
   */
  readonly priority?: ((request: PaceRequest) => number) | undefined
  /** How many requests may wait; one more is refused with a `SCIMPacingError`. Default 100000. */
  readonly maxQueue?: number | undefined
  /** Told of waits, pauses, lessons, and of the store. */
  readonly onEvent?: ((event: PacingEvent) => void) | undefined
  /** What the machines of an organization share; default none: this process is the only one. */
  readonly store?: SharedPacing | undefined
  /** The part of the limits that this process keeps to while the store is gone. Default a tenth of `share`. */
  readonly shareAlone?: number | undefined
  /** Replaces Slack's published limits, by name. */
  readonly limits?: SlackLimits | undefined
  /** Replaces the platform's time; the client must have the same. */
  readonly clock?: Clock | undefined
  /** A source of numbers from 0 to 1, for the names of permits in a store. Default `Math.random`. */
  readonly random?: (() => number) | undefined
}

/** A pacer that knows Slack's limits. */
export interface SlackPacer extends Pacer {
  /** How things stand now. */
  snapshot(): PacingSnapshot
}

const ANY: OptionRule = [() => true, '']
const SHARE: OptionRule = [
  (value) => typeof value === 'number' && value > 0 && value <= 1,
  'above 0 and at most 1',
]

const OPTIONS: OptionRules = {
  share: SHARE,
  priority: FUNCTION,
  maxQueue: [(value) => typeof value === 'number' && value >= 0, 'a number, 0 or more'],
  onEvent: FUNCTION,
  store: ANY,
  shareAlone: SHARE,
  limits: OBJECT,
  clock: ANY,
  random: FUNCTION,
}

/**
 * Makes a pacer that starts every request the moment that Slack's limits allow it, and none before.
 *
 * Slack counts requests per organization, so give the same pacer to all clients of one. After a 429 it
 * pauses what the 429 was for, for all of its `Retry-After`. The first one halves what is taken; later ones show
 * how much there is, which is kept to, and now and then all of it is tried again.
 *
 * @param options - see {@link SlackPacerOptions}
 * @throws {@link SCIMConfigurationError} for an unknown or impossible option
 *
 * @example
 * ```ts
 * import { SCIMClient } from 'slack-scim'
 * import { slackPacer } from 'slack-scim/pacing'
 *
 * const pacer = slackPacer({ onEvent: (event) => console.log(event.type) })
 * const scim = new SCIMClient('xoxp-…', { pacer })
 * const ids = ['U01', 'U02', 'U03']
 * await Promise.all(ids.map((id) => scim.deleteUser(id)))
 * console.log(pacer.snapshot().queued)
 * ```
 */
export function slackPacer(options: SlackPacerOptions = {}): SlackPacer {
  const { share = 0.95, maxQueue = 100_000, store } = options
  const { shareAlone = share / 10, clock = systemClock(), priority = () => 0 } = options
  checkOptions({ owner: 'slackPacer' }, options, OPTIONS)
  for (const [name, limit] of Object.entries(options.limits ?? {})) {
    check(
      limit.perMinute >= 1 && limit.burst >= 1,
      `'limits': ${name} needs perMinute and burst of 1 or more`,
    )
  }
  const emit = createEmitter<PacingEvent>([options.onEvent])
  const limits = { ...SLACK_LIMITS, ...options.limits }
  const random = options.random ?? (() => Math.random())
  const ledger = new RateLedger(limits, share, emit)
  const limiter = store?.limiter({ limits, share, clock, random, emit })
  const shares = { alone: shareAlone, together: share }
  const dispatcher = new Dispatcher({ ledger, limiter, maxQueue, priority, clock, emit, shares })
  return {
    acquire: (request) => dispatcher.acquire(request),
    snapshot: () => dispatcher.snapshot(),
  }
}

function check(fits: boolean, complaint: string): void {
  if (!fits) throw new SCIMConfigurationError(`slackPacer: ${complaint}`)
}
