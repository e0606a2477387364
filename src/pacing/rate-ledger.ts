import { endOf, type Lesson, shareAt } from './adaptive-rate.ts'
import { Bucket } from './bucket.ts'
import type { PaceLearnedEvent, PacePausedEvent } from './events.ts'
import { type Counted, limitOf, type SlackLimits } from './limits.ts'
import type { PaceOutcome } from './pacer.ts'

/** Where a 429 names no wait: what scripts against Slack's SCIM have come to use. */
const UNTOLD_WAIT = 20_000
/** Two endpoints refused within so many milliseconds: then it is what they have in common. */
const TOGETHER = 10_000
/** An endpoint refused twice within so many, and no other in between: then it is its own limit. */
const AGAIN = 120_000

/** A refusal that was taken for one of a rate limit. */
interface Refusal {
  readonly endpoint: Bucket
  readonly at: number
}

/** What is known of the limits of one organization: every bucket, pause and lesson. */
export class RateLedger {
  readonly #limits: SlackLimits
  readonly #tell: (event: PacePausedEvent | PaceLearnedEvent) => void
  readonly #buckets = new Map<string, Bucket>()
  readonly #lastRefusals = new Map<string, Refusal>()
  /** Until when another app is believed to be there. */
  #shortUntil = Number.NEGATIVE_INFINITY
  /** Until when each locked resource is left alone. */
  readonly locks: Map<string, number> = new Map()
  /** The part of every limit that is ours. */
  share: number

  constructor(
    limits: SlackLimits,
    share: number,
    tell: (event: PacePausedEvent | PaceLearnedEvent) => void = () => {},
  ) {
    this.#limits = limits
    this.share = share
    this.#tell = tell
  }

  /** Milliseconds until a request may start, with others ahead of it at its endpoint and in the organization. */
  wait({ endpoint, organization }: Counted, now: number, ahead = 0, aheadInAll = 0, reserved = 0): number {
    const own = this.bucket(endpoint, organization, now).wait(now, ahead)
    return Math.max(own, this.bucket(organization, organization, now).wait(now, aheadInAll, reserved))
  }

  /** How many more requests of an endpoint the minute has room for. */
  room({ endpoint, organization }: Counted, now: number): number {
    const { perMinute, used } = this.bucket(endpoint, organization, now)
    return Math.max(0, perMinute - used)
  }

  /** Counts a request that starts now; `permit` is what {@link RateLedger.done} is told. */
  take({ endpoint, organization }: Counted, permit: unknown, now: number): void {
    this.bucket(endpoint, organization, now).take(permit, now)
    this.bucket(organization, organization, now).take(permit, now)
  }

  /** Takes note of how a request that started at `start` came out. */
  done(counted: Counted, permit: unknown, start: number, outcome: PaceOutcome, now: number): void {
    const { endpoint, organization, resource } = counted
    const own = this.bucket(endpoint, organization, now)
    const all = this.bucket(organization, organization, now)
    own.done(permit, now)
    all.done(permit, now)
    if (outcome.status !== 429) return
    // 0 would be asked again at once, and refused again.
    const wait = Math.max(1000, outcome.retryAfter ?? UNTOLD_WAIT)
    if (resource && outcome.reason === 'resource_locked') {
      this.locks.set(resource, Math.max(now + wait, this.locks.get(resource) ?? 0))
      this.#tell({ type: 'pace.paused', scope: 'resource', name: resource, wait })
      return
    }
    const last = this.#lastRefusals.get(organization)
    this.#lastRefusals.set(organization, { endpoint: own, at: now })
    own.pausedUntil = Math.max(own.pausedUntil, now + wait)
    this.#pause(counted, last && last.endpoint !== own && now - last.at <= TOGETHER ? last : undefined, now)
    // What had started before the last lesson of either could not have known it.
    if (start <= Math.max(own.lesson.at, all.lesson.at)) return
    const again = last?.endpoint === own && start > last.at && now - last.at <= AGAIN
    if (!again && isNearer(all, own)) this.#teach(all, organization, now)
    else this.#teach(own, endpoint, now)
  }

  /** Every bucket that was used so far, by name. */
  *buckets(now: number): Generator<[name: string, bucket: Bucket]> {
    for (const [name, bucket] of this.#buckets) {
      this.#advance(bucket, now)
      yield [name, bucket]
    }
  }

  /** The bucket of a name, brought to a time; tells when it has all of its limit again. */
  bucket(name: string, organization: string, now: number): Bucket {
    let bucket = this.#buckets.get(name)
    if (!bucket) {
      bucket = new Bucket(limitOf(this.#limits, name, organization), now, name === organization)
      this.#buckets.set(name, bucket)
    }
    if (bucket.lesson.share < 1 && shareAt(bucket.lesson, now) === 1) {
      bucket.lesson = { ...bucket.lesson, share: 1 }
      this.#advance(bucket, now)
      this.#tell({ type: 'pace.learned', limit: name, perMinute: bucket.perMinute })
    }
    this.#advance(bucket, now)
    return bucket
  }

  /** Has a bucket keep to a lesson, and all of them do without bursts until it is forgotten. */
  learn(bucket: Bucket, lesson: Lesson): void {
    bucket.lesson = lesson
    this.#shortUntil = Math.max(this.#shortUntil, endOf(lesson))
  }

  #advance(bucket: Bucket, now: number): void {
    bucket.advance(now, this.share, now >= this.#shortUntil)
  }

  /** Has what two endpoints have in common wait for both, and tells what waits. */
  #pause({ endpoint, organization }: Counted, together: Refusal | undefined, now: number): void {
    const own = this.bucket(endpoint, organization, now)
    const all = this.bucket(organization, organization, now)
    if (together) {
      all.pausedUntil = Math.max(all.pausedUntil, own.pausedUntil, together.endpoint.pausedUntil)
    }
    this.#tell({
      type: 'pace.paused',
      scope: together ? 'organization' : 'endpoint',
      name: together ? organization : endpoint,
      wait: (together ? all : own).pausedUntil - now,
    })
  }

  #teach(bucket: Bucket, limit: string, now: number): void {
    this.learn(bucket, bucket.nextLesson(now))
    this.#advance(bucket, now)
    this.#tell({ type: 'pace.learned', limit, perMinute: bucket.perMinute })
  }
}

/**
 * Which of two limits is short is a guess. The one that is used most is the better one: by what was learned of both,
 * or by what Slack says when one of them has learned nothing, since another app may well be there too.
 */
function isNearer(one: Bucket, other: Bucket): boolean {
  const isKnown = one.lesson.share < 1 && other.lesson.share < 1
  const near = ({ lesson, use }: Bucket): number => (isKnown ? use / lesson.share : use)
  return near(one) > near(other)
}
