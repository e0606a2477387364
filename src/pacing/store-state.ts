import type { RateLimit } from './limits.ts'
import { RateLedger } from './rate-ledger.ts'
import type { StoreAnswer, StoreAsk, StoreReport } from './store.ts'

/** How long a resource stays locked for a writer who never reports back: two attempts of the default timeout. */
const WRITER = 60_000
/** Who waits for another machine's write asks again after so many milliseconds at the latest. */
const WRITTEN = 100
/** A machine that has not asked again so long after its time is gone. */
const GONE = 2000

/** Who waits for a limit: when their request was first made, and until when they are believed to be there. */
type Line = Map<string, { readonly turn: number; readonly until: number }>

/**
 * What the machines of an organization share, in memory: the state of a Durable Object. The script for Redis
 * does the same with the same numbers, which a test holds side by side.
 *
 * Machines that wait stand in line at each endpoint, and each is told to come back when it is its turn.
 */
export class StoreState {
  /** The limits that machines have asked for, by name. */
  readonly limits: Record<string, RateLimit> = {}
  /** What they have come to. */
  readonly ledger: RateLedger = new RateLedger(this.limits, 1)
  /** Who writes each resource, and until when that is believed. */
  readonly #writers = new Map<string, { readonly permit: string; readonly until: number }>()
  /** When the request of each machine was first made, at each endpoint. */
  readonly #lines = new Map<string, Line>()

  /** Counts a request, or says how long to wait. */
  take(ask: StoreAsk, now: number): StoreAnswer {
    const { counted, machine, permit, writes } = ask
    const { endpoint, organization, resource = '' } = counted
    this.limits[endpoint] ??= ask.endpoint
    this.limits[organization] ??= ask.organization
    this.ledger.share = ask.share
    const held = this.#held(resource, writes, now)
    if (held > 0) return { wait: held, resource: true }
    const turn = now - ask.waited
    const own = this.#line(endpoint, machine, now)
    const all = this.#line(organization, `${machine} ${endpoint}`, now)
    const ownWait = this.ledger.wait(counted, now, ahead(own, turn), Number.NEGATIVE_INFINITY)
    const wait = Math.ceil(Math.max(ownWait, this.ledger.wait(counted, now, 0, ahead(all, turn))) - 1e-6)
    if (wait > 0) {
      const until = now + wait + GONE
      // In line for what is in the way: to wait at the organization as well would hold up those who need not wait here.
      if (ownWait > 0) own.set(machine, { turn, until })
      else all.set(`${machine} ${endpoint}`, { turn, until })
      return { wait }
    }
    this.ledger.take(counted, permit, now)
    if (writes) this.#writers.set(resource, { permit, until: now + WRITER })
    return { wait: 0 }
  }

  /** Takes note that a request is over. */
  done({ counted, held, outcome, permit }: StoreReport, now: number): void {
    const { resource = '' } = counted
    this.ledger.done(counted, permit, now - held, outcome, now)
    if (this.#writers.get(resource)?.permit === permit) this.#writers.delete(resource)
  }

  #held(resource: string, writes: boolean, now: number): number {
    const locked = (this.ledger.locks.get(resource) ?? now) - now
    if (locked > 0) return Math.ceil(locked)
    this.ledger.locks.delete(resource)
    const written = writes ? (this.#writers.get(resource)?.until ?? now) - now : 0
    return Math.min(WRITTEN, Math.max(0, written))
  }

  /** The others who wait for a limit. */
  #line(limit: string, asking: string, now: number): Line {
    const line: Line = this.#lines.get(limit) ?? new Map()
    this.#lines.set(limit, line)
    for (const [other, { until }] of line) if (other === asking || until < now) line.delete(other)
    return line
  }
}

function ahead(line: Line, turn: number): number {
  return [...line.values()].filter((other) => other.turn < turn).length
}
