import { type AdaptiveRate, endOf, shareAt } from './adaptive-rate.ts'
import { Bucket } from './bucket.ts'
import type { PaceAdaptedEvent, PacePausedEvent } from './events.ts'
import { type LimitKey, limitOf, type SlackLimits } from './limits.ts'
import type { PaceOutcome } from './pacer.ts'
import { DEFAULT_PAUSE, Pause } from './pause.ts'

/** Milliseconds that a 429 without `Retry-After` pauses: what scripts against Slack's SCIM have come to use. */
const DEFAULT_WAIT = 20_000
/** Less would be asked again at once, and refused again. */
const LEAST_WAIT = 1000
/** Two endpoints that are refused within so many milliseconds have a limit in common. */
const TOGETHER = 10_000
/** An endpoint that is refused twice within so many, and no other in between, has reached its own limit. */
const AGAIN = 120_000

/** Resources that were locked and not seen since are forgotten when there are so many. */
const MANY_LOCKS = 1000

/** A 429 of a rate limit. */
interface Refusal {
  readonly endpoint: Bucket
  readonly at: number
}

/** An attempt that is over. */
export interface EndedAttempt {
  /** The permit that {@link RateLedger.take} counted. */
  readonly permit: unknown
  /** When it started. */
  readonly start: number
  readonly outcome: PaceOutcome
}

/** The requests that go before one. */
export interface Ahead {
  /** At its endpoint. */
  readonly endpoint?: number
  /** In the organization. */
  readonly organization?: number
  /** How many more the organization's minute is to have room for. */
  readonly reserved?: number
}

/** A pause that is longer than `maxPause`. */
export interface LongPause {
  /** The endpoint, the resource, or `reads` or `writes`. */
  readonly name: string
  /** Milliseconds. */
  readonly wait: number
}

/** What is known of the limits of one organization: buckets, pauses and adaptive rates. */
export class RateLedger {
  readonly #limits: SlackLimits
  readonly #emit: (event: PacePausedEvent | PaceAdaptedEvent) => void
  readonly #buckets = new Map<string, Bucket>()
  readonly #lastRefusals = new Map<string, Refusal>()
  /** Until when another app is believed to use the same limits. */
  #sharedUntil = Number.NEGATIVE_INFINITY
  /** The pauses of resources that Slack has locked, until a request for them succeeds. */
  readonly #resources = new Map<string, Pause>()
  /** Until when each locked resource is left alone. */
  readonly locks: Map<string, number> = new Map()
  /** The part of every limit that is ours. */
  share: number
  /** How long one 429 pauses at most, in milliseconds. */
  maxPause: number = DEFAULT_PAUSE

  constructor(
    limits: SlackLimits,
    share: number,
    emit: (event: PacePausedEvent | PaceAdaptedEvent) => void = () => {},
  ) {
    this.#limits = limits
    this.share = share
    this.#emit = emit
  }

  /** Milliseconds until a request may start, as far as limits and pauses go. */
  wait(key: LimitKey, now: number, ahead: Ahead = {}): number {
    const [own, all] = this.#bucketsOf(key, now)
    return Math.max(
      own.wait(now, ahead.endpoint ?? 0),
      all.wait(now, ahead.organization ?? 0, ahead.reserved ?? 0),
    )
  }

  /** What Slack refuses for longer than `maxPause`, and for how many more milliseconds it is paused. */
  longPause({ endpoint, organization, resource = '' }: LimitKey, now: number): LongPause | undefined {
    const [own, all] = this.#bucketsOf({ endpoint, organization, resource }, now)
    const pauses: [string, Pause | undefined][] = [
      [endpoint, own.pause],
      [organization, all.pause],
      [resource, this.#resources.get(resource)],
    ]
    const [longest] = pauses
      .flatMap(([name, pause]) => (pause?.isLong(now) ? [{ name, wait: pause.until - now }] : []))
      .sort((one, other) => other.wait - one.wait)
    return longest
  }

  /** Whether a 429 has paused an endpoint or its organization. */
  isPaused(key: LimitKey, now: number): boolean {
    return this.#bucketsOf(key, now).some(({ pause }) => pause.until > now)
  }

  /** How many more requests of an endpoint the minute has room for. */
  room({ endpoint, organization }: LimitKey, now: number): number {
    const { perMinute, used } = this.bucket(endpoint, organization, now)
    return Math.max(0, perMinute - used)
  }

  /** Counts a request that starts now; `permit` identifies it for {@link RateLedger.done}. */
  take(key: LimitKey, permit: unknown, now: number): void {
    for (const bucket of this.#bucketsOf(key, now)) bucket.take(permit, now)
  }

  /** Records how a request ended. */
  done(key: LimitKey, { permit, start, outcome }: EndedAttempt, now: number): void {
    const { resource } = key
    const [own, all] = this.#bucketsOf(key, now)
    for (const bucket of [own, all]) {
      bucket.done(permit, now)
      if (outcome.status !== undefined && outcome.status !== 429) bucket.pause.succeed(start)
    }
    if (outcome.status !== 429) {
      if (outcome.status !== undefined && resource) this.#resources.delete(resource)
      return
    }
    const asked = Math.max(LEAST_WAIT, outcome.retryAfter ?? DEFAULT_WAIT) || DEFAULT_WAIT
    if (resource && outcome.reason === 'resource_locked') this.#lock(resource, asked, now)
    else {
      const last = this.#lastRefusals.get(key.organization)
      this.#pause(key, asked, now)
      const again = last?.endpoint === own && start > last.at && now - last.at <= AGAIN
      // A request that had started before either rate last changed was not paced by it.
      if (start > Math.max(own.rate.at, all.rate.at)) this.#adapt(key, again, now)
    }
  }

  /** A store says that a limit is paused. */
  pausedByStore(key: LimitKey, wait: number, now: number): void {
    const [own] = this.#bucketsOf(key, now)
    own.pause.refuse(now, Math.min(wait, this.maxPause), this.maxPause)
  }

  /** Every bucket that was used so far, by name. */
  *buckets(now: number): Generator<[name: string, bucket: Bucket]> {
    for (const [name, bucket] of this.#buckets) {
      this.#advance(bucket, now)
      yield [name, bucket]
    }
  }

  /** The bucket of a name, brought to a time; emits an event when it has all of its limit again. */
  bucket(name: string, organization: string, now: number): Bucket {
    let bucket = this.#buckets.get(name)
    if (!bucket) {
      bucket = new Bucket(limitOf(this.#limits, name, organization), now, name === organization)
      this.#buckets.set(name, bucket)
    }
    if (bucket.rate.share < 1 && shareAt(bucket.rate, now) === 1) {
      bucket.rate = { ...bucket.rate, share: 1 }
      this.#advance(bucket, now)
      this.#emit({ type: 'pace.adapted', limit: name, perMinute: bucket.perMinute })
    }
    this.#advance(bucket, now)
    return bucket
  }

  /** Changes the rate of a bucket; until it has grown to the whole limit, no bucket has bursts. */
  setRate(bucket: Bucket, rate: AdaptiveRate): void {
    bucket.rate = rate
    this.#sharedUntil = Math.max(this.#sharedUntil, endOf(rate))
  }

  #bucketsOf({ endpoint, organization }: LimitKey, now: number): [own: Bucket, all: Bucket] {
    return [this.bucket(endpoint, organization, now), this.bucket(organization, organization, now)]
  }

  #advance(bucket: Bucket, now: number): void {
    bucket.advance(now, this.share, now >= this.#sharedUntil)
    bucket.pause.until = Math.min(bucket.pause.until, now + this.maxPause)
  }

  #lock(resource: string, asked: number, now: number): void {
    const wait = Math.min(asked, this.maxPause)
    const pause = this.#resources.get(resource) ?? new Pause()
    pause.refuse(now, asked, this.maxPause)
    this.#resources.set(resource, pause)
    this.locks.set(resource, pause.until)
    if (this.#resources.size > MANY_LOCKS)
      for (const [other, { until }] of this.#resources) if (until <= now) this.#resources.delete(other)
    this.#emit({ type: 'pace.paused', scope: 'resource', name: resource, wait, ...cut(asked, wait) })
  }

  /** Pauses an endpoint, and what it has in common with another that was just refused. */
  #pause(key: LimitKey, asked: number, now: number): void {
    const { endpoint, organization } = key
    const [own, all] = this.#bucketsOf(key, now)
    const last = this.#lastRefusals.get(organization)
    this.#lastRefusals.set(organization, { endpoint: own, at: now })
    const wait = Math.min(asked, this.maxPause)
    own.pause.refuse(now, asked, this.maxPause)
    const isCommon = last !== undefined && last.endpoint !== own && now - last.at <= TOGETHER
    if (isCommon) for (const { pause } of [own, last.endpoint]) all.pause.join(pause)
    this.#emit({
      type: 'pace.paused',
      scope: isCommon ? 'organization' : 'endpoint',
      name: isCommon ? organization : endpoint,
      wait: (isCommon ? all : own).pause.until - now,
      ...cut(asked, wait),
    })
  }

  /** Lowers the rate of the limit that a 429 came from, as far as can be known: the endpoint's if it came again. */
  #adapt(key: LimitKey, again: boolean, now: number): void {
    const { endpoint, organization } = key
    const [own, all] = this.#bucketsOf(key, now)
    const [bucket, limit] = !again && isNearer(all, own) ? [all, organization] : [own, endpoint]
    this.setRate(bucket, bucket.rateAfterRefusal(now))
    this.#advance(bucket, now)
    this.#emit({ type: 'pace.adapted', limit, perMinute: bucket.perMinute })
  }
}

/** What an event says of a wait that was cut short. */
function cut(asked: number, wait: number): { readonly asked?: number } {
  return asked > wait ? { asked } : {}
}

/**
 * Whether the first of two limits was probably reached: the one that is used more. If the rates of both were lowered,
 * the use is compared with these; otherwise with Slack's limits, since another app may use them as well.
 */
function isNearer(one: Bucket, other: Bucket): boolean {
  const isKnown = one.rate.share < 1 && other.rate.share < 1
  const near = ({ rate, use }: Bucket): number => (isKnown ? use / rate.share : use)
  return near(one) > near(other)
}
