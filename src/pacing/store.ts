import type { Clock } from '../time/clock.ts'
import type { PaceStoreEvent } from './events.ts'
import type { LimitKey, RateLimit, SlackLimits } from './limits.ts'
import type { PaceOutcome } from './pacer.ts'

/** A request of one machine for a permit. */
export interface StoreRequest {
  /** The name of the permit; unique. */
  readonly permit: string
  /** The machine; it stands in line once for each endpoint. */
  readonly machine: string
  readonly key: LimitKey
  /** Whether the request changes its resource, which no two may do at once. */
  readonly writes: boolean
  /** For how many milliseconds the request has waited. */
  readonly waited: number
  /** The limit of the endpoint. */
  readonly endpoint: RateLimit
  /** The limit of the organization. */
  readonly organization: RateLimit
  /** The part of both that is kept to. */
  readonly share: number
  /** How long one 429 pauses at most, in milliseconds. */
  readonly maxPause: number
}

/** The store's answer. */
export interface StoreAnswer {
  /** 0: the request may start, and is counted. Otherwise milliseconds until the store is to be asked again. */
  readonly wait: number
  /** Why to wait: for the resource only, or because Slack has paused a limit; absent for the rate. */
  readonly reason?: 'resource' | 'paused' | undefined
}

/** How a request ended that the store had granted. */
export interface StoreReport extends StoreRequest {
  /** Milliseconds since it was granted. */
  readonly held: number
  readonly outcome: PaceOutcome
}

/**
 * The limits of an organization, kept where all of its machines can reach them. The store counts by its own clock,
 * since those of machines differ.
 */
export interface PacingStore {
  /** Counts a request, or returns how long to wait; atomic. The answer is checked by its reader. */
  take(request: StoreRequest): Promise<unknown>
  /** Records that a request ended. A permit that is never reported expires. */
  done(report: StoreReport): Promise<unknown>
}

/** What a {@link SharedLimiter} is made from. */
export interface SharedLimiterSettings {
  readonly limits: SlackLimits
  readonly share: number
  readonly maxPause: number
  readonly clock: Clock
  readonly random: () => number
  /** Receives an event when the store fails and when it is back. */
  readonly emit: (event: PaceStoreEvent) => void
}

/** A store as one machine sees it. */
export interface SharedLimiter {
  /** Whether the store is to be asked; otherwise the machine keeps to its own share. */
  readonly open: boolean
  /** Whether the store has failed and is not back. */
  readonly down: boolean
  /** Makes a request. */
  request(key: LimitKey, writes: boolean, waited: number): StoreRequest
  /** Resolves to the store's answer, or to `undefined` if the store fails, is silent for too long or answers nonsense. */
  take(request: StoreRequest): Promise<StoreAnswer | undefined>
  /** Reports how a request ended; not awaited. */
  done(request: StoreRequest, held: number, outcome: PaceOutcome): void
}

/** The `store` of `slackPacer`: `redisPacing()` or `durableObjectPacing()`. */
export interface SharedPacing {
  /** @internal */
  limiter(settings: SharedLimiterSettings): SharedLimiter
}
