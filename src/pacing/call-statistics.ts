import type { SCIMEvent } from '../events/events.ts'
import { checkOptions, withMethod } from '../options/check-options.ts'
import { type Clock, systemClock } from '../time/clock.ts'
import type { PacingEvent } from './events.ts'
import { type LimitKey, limitKeyOf } from './limits.ts'
import { SlidingCount } from './sliding-count.ts'

/** The calls of one operation in one organization. */
export interface OperationStatistics {
  readonly organization: string
  /** The method of the client: `createUser`, `apiCall`, …. */
  readonly operation: string
  /** Calls that ended with a status below 400. */
  readonly completed: number
  /** Calls that ended with a status of 400 or more, or with an error. */
  readonly failed: number
  /** Attempts that were repeated. */
  readonly retried: number
  /** Attempts that Slack answered with 429. */
  readonly rateLimited: number
  /** Calls that have not ended, those in the queue of the pacer among them. */
  readonly inFlight: number
  /** Attempts that wait in the queue of the pacer. */
  readonly queued: number
  /** Attempts that were sent in the last minute. */
  readonly lastMinute: number
  /** Until when a 429 holds back the operation, in milliseconds since the epoch; absent if none does. */
  readonly limitedUntil?: number
}

/** Counts calls by operation and organization. */
export interface CallStatistics {
  /**
   * Makes the `onEvent` of the clients and of the pacer of one organization.
   *
   * @param organization - its name in the statistics
   */
  observer(organization: string): (event: SCIMEvent | PacingEvent) => void
  /** The statistics at the moment: a row for each operation that was called, in the order of their first calls. */
  read(): OperationStatistics[]
}

/** The options of {@link callStatistics}; all optional. */
export interface CallStatisticsOptions {
  /** Replaces the platform's time; the client must have the same. */
  readonly clock?: Clock
}

/**
 * Counts the calls of clients by operation and organization, as their events tell them. The memory that it takes does
 * not grow with the number of calls.
 *
 * @param options - `clock`: default the platform's
 *
 * @example
 * ```ts
 * import { SCIMClient } from 'slack-scim'
 * import { callStatistics, slackPacer } from 'slack-scim/pacing'
 *
 * const statistics = callStatistics()
 * const onEvent = statistics.observer('acme')
 * const scim = new SCIMClient('xoxp-…', { onEvent, pacer: slackPacer({ onEvent }) })
 * await scim.readUser('U024BE7LH')
 * console.table(statistics.read()) // readUser: completed 1, failed 0, lastMinute 1, …
 * ```
 */
export function callStatistics(options: CallStatisticsOptions = {}): CallStatistics {
  checkOptions({ owner: 'callStatistics' }, options, { clock: withMethod('now') })
  const { clock = systemClock() } = options
  const organizations = new Map<string, Organization>()
  return {
    observer(organization) {
      const counts = organizations.get(organization) ?? new Organization(organization, clock)
      organizations.set(organization, counts)
      return (event) => counts.count(event)
    },
    read: () => [...organizations.values()].flatMap((organization) => organization.read()),
  }
}

/** The counts of an operation. */
class Counts {
  completed = 0
  failed = 0
  retried = 0
  rateLimited = 0
  inFlight = 0
  queued = 0
  /** When the wait for a retry after a 429 ends. */
  retryAt = 0
  /** The limits that counted the last call. */
  key: LimitKey | undefined
  readonly sent: SlidingCount = new SlidingCount()
}

class Organization {
  readonly #name: string
  readonly #clock: Clock
  readonly #operations = new Map<string, Counts>()
  /** Until when each limit is paused, by name. */
  readonly #paused = new Map<string, number>()

  constructor(name: string, clock: Clock) {
    this.#name = name
    this.#clock = clock
  }

  count(event: SCIMEvent | PacingEvent): void {
    const now = this.#clock.now()
    if (event.type === 'pace.paused' && event.scope !== 'resource')
      this.#paused.set(event.name, now + event.wait)
    if (!('operation' in event)) return
    const counts = this.#operations.get(event.operation) ?? new Counts()
    this.#operations.set(event.operation, counts)
    switch (event.type) {
      case 'call.start':
        counts.inFlight++
        counts.key = limitKeyOf(event.method, event.path)
        break
      case 'call.end':
        counts.inFlight--
        if (event.status !== undefined && event.status < 400) counts.completed++
        else counts.failed++
        break
      case 'attempt.start':
        counts.sent.add(now)
        break
      case 'attempt.end':
        if (event.status === 429) counts.rateLimited++
        break
      case 'retry':
        counts.retried++
        if (event.reason === 429) counts.retryAt = now + event.wait
        break
      case 'pace.queued':
        counts.queued++
        break
      case 'pace.waited':
      case 'pace.left':
        counts.queued--
    }
  }

  read(): OperationStatistics[] {
    const now = this.#clock.now()
    return Array.from(this.#operations, ([operation, { key, retryAt, sent, ...counts }]) => {
      const paused = [key?.endpoint ?? '', key?.organization ?? ''].map((name) => this.#paused.get(name) ?? 0)
      const limitedUntil = Math.max(retryAt, ...paused)
      return {
        organization: this.#name,
        operation,
        ...counts,
        lastMinute: sent.total(now),
        ...(limitedUntil > now && { limitedUntil }),
      }
    })
  }
}
