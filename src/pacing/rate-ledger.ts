import { Bucket } from './bucket.ts'
import type { PaceLearnedEvent, PacePausedEvent } from './events.ts'
import { type Lesson, shareAt, UNTAUGHT } from './learned-share.ts'
import { type Counted, limitOf, type SlackLimits } from './limits.ts'
import type { PaceOutcome } from './pacer.ts'

/** Where a 429 names no wait: what scripts against Slack's SCIM have come to use. */
const UNTOLD_WAIT = 20_000
/** Two endpoints refused within so many milliseconds: then it is what they have in common. */
const TOGETHER = 10_000

/** The last refusal that was taken for one of an endpoint. */
interface Blame {
  readonly endpoint: Bucket
  readonly before: Lesson
  readonly at: number
}

/** What is known of the limits of one organization: every bucket, pause and lesson. */
export class RateLedger {
  readonly #limits: SlackLimits
  readonly #tell: (event: PacePausedEvent | PaceLearnedEvent) => void
  readonly #buckets = new Map<string, Bucket>()
  readonly #blames = new Map<string, Blame>()
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
    const blame = this.#blames.get(organization)
    const together = blame && blame.endpoint !== own && now - blame.at <= TOGETHER
    this.#blames.set(organization, { endpoint: own, before: own.lesson, at: now })
    own.pausedUntil = Math.max(own.pausedUntil, now + wait)
    if (together) {
      all.pausedUntil = Math.max(all.pausedUntil, own.pausedUntil, blame.endpoint.pausedUntil)
      this.#tell({
        type: 'pace.paused',
        scope: 'organization',
        name: organization,
        wait: all.pausedUntil - now,
      })
    } else this.#tell({ type: 'pace.paused', scope: 'endpoint', name: endpoint, wait })
    // Which of the two is short is a guess, and the one that we use most of is the better one.
    if (together && all.use >= own.use) {
      // The endpoint that was blamed first had done nothing, and what it learned is wrong.
      blame.endpoint.lesson = blame.before
      this.#teach(all, organization, start, now)
    } else this.#teach(own, endpoint, start, now)
  }

  /** Every bucket that was used so far, by name. */
  *buckets(now: number): Generator<[name: string, bucket: Bucket]> {
    for (const [name, bucket] of this.#buckets) {
      bucket.advance(now, this.share)
      yield [name, bucket]
    }
  }

  /** The bucket of a name. */
  bucket(name: string, organization: string, now: number): Bucket {
    let bucket = this.#buckets.get(name)
    if (!bucket) {
      bucket = new Bucket(limitOf(this.#limits, name, organization), now, name === organization)
      this.#buckets.set(name, bucket)
    }
    if (bucket.lesson !== UNTAUGHT && shareAt(bucket.lesson, now) === 1) {
      bucket.lesson = UNTAUGHT
      bucket.advance(now, this.share)
      this.#tell({ type: 'pace.learned', limit: name, perMinute: bucket.perMinute })
    }
    bucket.advance(now, this.share)
    return bucket
  }

  #teach(bucket: Bucket, limit: string, start: number, now: number): void {
    // What had started before the last lesson could not have known it.
    if (start <= bucket.lesson.at) return
    bucket.teach(now)
    bucket.advance(now, this.share)
    this.#tell({ type: 'pace.learned', limit, perMinute: bucket.perMinute })
  }
}
