import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { createEmitter } from '../events/emitter.ts'
import {
  checkOptions,
  FUNCTION,
  hasMethod,
  OBJECT,
  type OptionRule,
  type OptionRules,
  withMethod,
} from '../options/check-options.ts'
import { type Clock, systemClock } from '../time/clock.ts'
import { isLimit, isNumber, isShare } from './checks.ts'
import { Dispatcher } from './dispatcher.ts'
import type { PacingEvent } from './events.ts'
import { SLACK_LIMITS, type SlackLimits } from './limits.ts'
import type { PaceRequest, Pacer } from './pacer.ts'
import { DEFAULT_PAUSE, LONGEST_PAUSE } from './pause.ts'
import { RateLedger } from './rate-ledger.ts'
import type { PacingSnapshot } from './snapshot.ts'
import type { SharedPacing } from './store.ts'

/** How a {@link slackPacer} is set up; everything has a default. */
export interface SlackPacerOptions {
  /** The part of Slack's limits that is ours, above 0 and up to 1; the rest is for other apps. Default 0.95. */
  readonly share?: number | undefined
  /**
   * The priority of a request: of two that could start, the higher goes first. One step counts as much as a minute
   * of waiting, so that no request waits for ever. Default 0 for all.
   */
  readonly priority?: ((request: PaceRequest) => number) | undefined
  /** How many requests may wait; one more is refused with a `SCIMPacingError`. Default 100000. */
  readonly maxQueue?: number | undefined
  /**
   * How long one 429 pauses at most, in milliseconds, from a second to a day. While Slack refuses for longer, requests
   * without a deadline reject with a `SCIMPacingError` instead of waiting. Default 3600000, an hour.
   */
  readonly maxPause?: number | undefined
  /** Receives waits, pauses, changes of rates, and the state of the store. */
  readonly onEvent?: ((event: PacingEvent) => void) | undefined
  /** Where the machines of an organization share their limits; default none: this process is the only one. */
  readonly store?: SharedPacing | undefined
  /** The part of the limits that this process keeps to while the store is down. Default a tenth of `share`. */
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
  /** The limits and queues at the moment; cheap enough to be polled. */
  snapshot(): PacingSnapshot
}

const SHARE: OptionRule = [isShare, 'above 0 and at most 1']

const OPTIONS: OptionRules = {
  share: SHARE,
  priority: FUNCTION,
  maxQueue: [(value) => typeof value === 'number' && value >= 0, 'a number, 0 or more'],
  maxPause: [
    (value) => isNumber(value, 1000, LONGEST_PAUSE),
    `a number of milliseconds from 1000 to ${LONGEST_PAUSE}`,
  ],
  onEvent: FUNCTION,
  store: [(value) => hasMethod(value, 'limiter'), 'redisPacing() or durableObjectPacing()'],
  shareAlone: SHARE,
  limits: OBJECT,
  clock: withMethod('now'),
  random: FUNCTION,
}

/**
 * Makes a pacer that starts every request at the moment when Slack's limits allow it, and none before.
 *
 * Slack counts requests per organization: give one pacer to all clients of an organization, and each organization its
 * own. After a 429 the pacer pauses the endpoint, the resource or the organization for all of `Retry-After`, up to
 * `maxPause`. The first 429 halves the rate. Later ones show how much Slack allows: the pacer keeps to that, and tries
 * the whole limit again from time to time.
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
  const { share = 0.95, maxQueue = 100_000, maxPause = DEFAULT_PAUSE, store } = options
  const { shareAlone = share / 10, clock = systemClock(), priority = () => 0 } = options
  checkOptions({ owner: 'slackPacer' }, options, OPTIONS)
  for (const [name, limit] of Object.entries(options.limits ?? {})) {
    if (isLimit(limit)) continue
    throw new SCIMConfigurationError(
      `slackPacer: option 'limits.${name}': must have perMinute and burst from 1 to 1000000`,
    )
  }
  const emit = createEmitter<PacingEvent>([options.onEvent])
  const limits = { ...SLACK_LIMITS, ...options.limits }
  const random = options.random ?? (() => Math.random())
  const ledger = new RateLedger(limits, share, emit)
  ledger.maxPause = maxPause
  const limiter = store?.limiter({ limits, share, maxPause, clock, random, emit })
  const shares = { alone: shareAlone, together: share }
  const dispatcher = new Dispatcher({ ledger, limiter, maxQueue, priority, clock, emit, shares })
  return {
    acquire: (request) => dispatcher.acquire(request),
    snapshot: () => dispatcher.snapshot(),
  }
}
