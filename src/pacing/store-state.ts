import type { RateLimit } from './limits.ts'
import { RateLedger } from './rate-ledger.ts'
import type { StoreAnswer, StoreReport, StoreRequest } from './store.ts'

/** Milliseconds for which a writer that never reports back keeps its resource: two attempts of the default timeout. */
const WRITER = 60_000
/** Milliseconds after which a machine that waits for another machine's write asks again at the latest. */
const WRITTEN = 100
/** Milliseconds after its time when a machine that has not asked again is taken for gone. */
const GONE = 2000
/** Writers that expired are removed when there are so many. */
const MANY_WRITERS = 1000

/** The machines that wait for a limit: when their request was first made, and until when they are kept in line. */
type Line = Map<string, { readonly since: number; readonly until: number }>

/**
 * What the machines of an organization share, in memory: the state of a Durable Object. The script for Redis
 * does the same with the same numbers, which a test compares.
 *
 * Machines wait in line at each endpoint; the answer says when to ask again.
 */
export class StoreState {
  /** The limits that machines have asked for, by name. */
  readonly limits: Record<string, RateLimit> = Object.create(null)
  readonly ledger: RateLedger = new RateLedger(this.limits, 1)
  /** The permit that writes each resource, and until when it keeps it. */
  readonly #writers = new Map<string, { readonly permit: string; readonly until: number }>()
  readonly #lines = new Map<string, Line>()

  /** Counts a request, or returns how long to wait. */
  take(request: StoreRequest, now: number): StoreAnswer {
    const { key, machine, maxPause, permit, writes } = request
    const { endpoint, organization, resource = '' } = key
    this.limits[endpoint] ??= request.endpoint
    this.limits[organization] ??= request.organization
    this.ledger.share = request.share
    this.ledger.maxPause = maxPause
    const blocked = Math.min(maxPause, this.#blocked(resource, writes, now))
    if (blocked > 0) return { wait: blocked, reason: 'resource' }
    const since = now - request.waited
    const own = this.#line(endpoint, machine, now)
    const all = this.#line(organization, `${machine} ${endpoint}`, now)
    const ownAhead = { endpoint: ahead(own, since), organization: Number.NEGATIVE_INFINITY }
    const ownWait = this.ledger.wait(key, now, ownAhead)
    const allWait = this.ledger.wait(key, now, { organization: ahead(all, since) })
    const wait = Math.min(maxPause, Math.ceil(Math.max(ownWait, allWait) - 1e-6))
    if (wait > 0) {
      const until = now + wait + GONE
      // In line for one limit only: a machine that waits at its endpoint must not hold up others at the organization.
      if (ownWait > 0) own.set(machine, { since, until })
      else all.set(`${machine} ${endpoint}`, { since, until })
      return { wait, reason: this.ledger.isPaused(key, now) ? 'paused' : undefined }
    }
    this.ledger.take(key, permit, now)
    if (writes) this.#startWrite(resource, permit, now)
    return { wait: 0 }
  }

  /** Records that a request ended. */
  done({ key, held, outcome, permit }: StoreReport, now: number): void {
    const { resource = '' } = key
    this.ledger.done(key, { permit, start: now - held, outcome }, now)
    if (this.#writers.get(resource)?.permit === permit) this.#writers.delete(resource)
  }

  #startWrite(resource: string, permit: string, now: number): void {
    this.#writers.set(resource, { permit, until: now + WRITER })
    if (this.#writers.size < MANY_WRITERS) return
    for (const [other, { until }] of this.#writers) if (until < now) this.#writers.delete(other)
  }

  /** Milliseconds for which a resource is locked or written. */
  #blocked(resource: string, writes: boolean, now: number): number {
    const locked = (this.ledger.locks.get(resource) ?? now) - now
    if (locked > 0) return Math.ceil(locked)
    this.ledger.locks.delete(resource)
    const written = writes ? (this.#writers.get(resource)?.until ?? now) - now : 0
    return Math.min(WRITTEN, Math.max(0, written))
  }

  /** The other machines that wait for a limit. */
  #line(limit: string, asking: string, now: number): Line {
    const line: Line = this.#lines.get(limit) ?? new Map()
    this.#lines.set(limit, line)
    for (const [other, { until }] of line) if (other === asking || until < now) line.delete(other)
    return line
  }
}

function ahead(line: Line, since: number): number {
  let count = 0
  for (const other of line.values()) if (other.since < since) count++
  return count
}
