import { SCIMPacingError } from '../errors/pacing-error.ts'
import { type Clock, startTimer } from '../time/clock.ts'
import { onAbort } from '../time/signal.ts'
import { emptyLane, type Lane, lateError, type Waiter } from './endpoint-queue.ts'
import type { PacingEvent } from './events.ts'
import { countedBy } from './limits.ts'
import { monotonicNow } from './monotonic-now.ts'
import type { PaceRequest, Pacer, Permit } from './pacer.ts'
import { isBefore } from './priority-queue.ts'
import type { RateLedger } from './rate-ledger.ts'
import { ResourceTurns } from './resource-turns.ts'
import type { PacingSnapshot } from './snapshot.ts'
import type { Gate, StoreAsk } from './store.ts'

/** One step of priority is worth so many milliseconds of waiting, so that nobody waits for ever. */
const STEP = 60_000

/** What a {@link Dispatcher} is made from. */
export interface DispatcherSettings {
  readonly ledger: RateLedger
  readonly gate: Gate | undefined
  readonly maxQueue: number
  readonly priority: (request: PaceRequest) => number
  readonly clock: Clock
  readonly emit: (event: PacingEvent) => void
  /** The share that is kept to while the store is gone, and otherwise. */
  readonly shares: { readonly alone: number; readonly together: number }
}

/**
 * Starts requests the moment that all limits allow it: of those that may start, the one that has waited
 * longest. A lane that has to wait holds up no other, and a locked resource none of its lane.
 */
export class Dispatcher implements Pacer {
  readonly #settings: DispatcherSettings
  readonly #now: () => number
  readonly #turns: ResourceTurns
  readonly #lanes = new Map<string, Lane>()
  #arrivals = 0
  #queued = 0
  #inFlight = 0
  #wakeAt = Number.POSITIVE_INFINITY
  #cancelWake = (): void => {}

  constructor(settings: DispatcherSettings) {
    this.#settings = settings
    this.#now = monotonicNow(settings.clock)
    this.#turns = new ResourceTurns(settings.ledger.locks)
  }

  acquire(request: PaceRequest): Promise<Permit> {
    const { clock, emit, priority } = this.#settings
    const { operation, method, path, signal } = request
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const counted = countedBy(method, path)
      const { endpoint, resource } = counted
      const lane = this.#lanes.get(endpoint) ?? emptyLane(counted)
      this.#lanes.set(endpoint, lane)
      if (this.#queued === 0) this.#arrivals = 0
      const asked = clock.now()
      let waited = false
      const removeListener = onAbort(signal, (reason) => {
        if (!this.#turns.withdraw(waiter)) return
        waiter.fail(reason)
        this.#dispatch()
      })
      const waiter: Waiter = {
        request,
        lane,
        resource,
        writes: resource !== undefined && method !== 'GET',
        // A retry goes before those that first asked in the same millisecond.
        turn: request.since - STEP * priority(request) - Math.min(request.attempts, 1) / 2,
        arrival: this.#arrivals++,
        start: (permit) => {
          removeListener()
          this.#queued--
          if (waited) emit({ type: 'pace.waited', operation, endpoint, wait: clock.now() - asked })
          resolve(permit)
        },
        fail: (error) => {
          removeListener()
          this.#queued--
          reject(error)
        },
      }
      this.#queued++
      const refusal = this.#refusal(waiter)
      if (refusal) return waiter.fail(refusal)
      lane.line.add(waiter)
      this.#dispatch()
      waited = this.#turns.isWaiting(waiter)
      if (waited) emit({ type: 'pace.queued', operation, endpoint, queued: this.#queued })
    })
  }

  snapshot(): PacingSnapshot {
    const { gate, ledger } = this.#settings
    const now = this.#now()
    const aside = [...this.#turns.waiters()]
    return {
      queued: this.#queued,
      inFlight: this.#inFlight,
      limits: Array.from(ledger.buckets(now), ([name, bucket]) => {
        const lanes = [...this.#lanes.values()].map((lane) => lane.line)
        const waiting = [...lanes.flatMap((line) => [...line]), ...aside]
        const queued = waiting.filter(({ lane: { counted } }) =>
          [counted.endpoint, counted.organization].includes(name),
        )
        const { perMinute, used } = bucket
        return { name, perMinute, used, wait: Math.ceil(bucket.wait(now, 0)), queued: queued.length }
      }),
      locked: Array.from(ledger.locks, ([resource, until]) => ({ resource, wait: until - now })),
      ...(gate && { store: gate.down ? ('down' as const) : ('up' as const) }),
    }
  }

  /** Why a request cannot even wait. */
  #refusal(waiter: Waiter): Error | undefined {
    const { ledger, maxQueue } = this.#settings
    const { lane, request } = waiter
    const now = this.#now()
    let aheadInAll = 0
    for (const { counted, line } of this.#lanes.values()) {
      if (counted.organization === lane.counted.organization) aheadInAll += line.ahead(waiter)
    }
    const turn = ledger.wait(lane.counted, now, lane.line.ahead(waiter), aheadInAll)
    const wait = Math.max(turn, this.#turns.wait(waiter, now))
    if (this.#isLate(waiter, wait)) return lateError(request, wait)
    if (this.#queued <= maxQueue || (wait === 0 && !this.#turns.isHeld(waiter, now))) return undefined
    const text = `${request.operation}: ${maxQueue} requests wait already, which is maxQueue; this attempt was not sent`
    return new SCIMPacingError(text, request)
  }

  /** Starts whatever may start, and sets the timer for what may start next. */
  #dispatch(): void {
    const { gate, ledger, shares } = this.#settings
    for (;;) {
      const now = this.#now()
      const shared = gate?.open ? gate : undefined
      ledger.share = gate?.down && !shared ? shares.alone : shares.together
      this.#turns.unlock(now)
      const heads = this.#heads(now)
      let soonest = this.#turns.nextUnlock(now)
      let next: Waiter | undefined
      const reserved = { reads: 0, writes: 0 }
      for (const first of heads) {
        const { lane } = first
        const { counted } = lane
        if (shared && lane.asking) continue
        const turn = ledger.wait(counted, now, 0, 0, reserved[counted.organization])
        const wait = Math.max(turn, shared ? lane.askAt - now : 0)
        if (wait === 0) {
          next = first
          break
        }
        soonest = Math.min(soonest, wait)
        // Those behind may go ahead as long as they leave what this lane will want of the organization's minute.
        reserved[counted.organization] += Math.min(lane.line.length, ledger.room(counted, now))
      }
      if (!next) {
        this.#wake(now, soonest)
        return
      }
      if (shared) this.#ask(shared, next)
      else this.#start(next)
    }
  }

  /** The first of each lane, in the order of their turns. */
  #heads(now: number): Waiter[] {
    const heads: Waiter[] = []
    for (const lane of this.#lanes.values()) {
      const first = this.#first(lane, now)
      if (first) heads.push(first)
    }
    return heads.sort((one, other) => (isBefore(one, other) ? -1 : 1))
  }

  /** The first of a lane that no resource holds up. */
  #first(lane: Lane, now: number): Waiter | undefined {
    for (;;) {
      const first = lane.line.first
      if (!first) return undefined
      if (this.#isLate(first, 0)) this.#drop(first, 0)
      else if (this.#turns.isHeld(first, now)) this.#turns.setAside(first)
      else return first
    }
  }

  #start(waiter: Waiter, ask?: StoreAsk): void {
    const { gate, ledger } = this.#settings
    const { lane, resource } = waiter
    const counted = { ...lane.counted, resource }
    const start = this.#now()
    let over = false
    const permit: Permit = {
      done: (outcome) => {
        if (over) return
        over = true
        this.#inFlight--
        const now = this.#now()
        ledger.done(counted, permit, start, outcome, now)
        if (ask) gate?.done(ask, now - start, outcome)
        this.#turns.end(waiter)
        if (outcome.status === 429) this.#dropLate(now)
        this.#dispatch()
      },
    }
    lane.line.remove(waiter)
    this.#turns.begin(waiter)
    this.#inFlight++
    ledger.take(counted, permit, start)
    waiter.start(permit)
  }

  #ask(gate: Gate, first: Waiter): void {
    const { clock, ledger } = this.#settings
    const { arrival, lane, resource, turn, writes } = first
    lane.asking = true
    // Of what was asked for at once, each counts as a millisecond later, or the way to the store would decide.
    const waited = clock.now() - turn - arrival
    const ask = gate.ask({ ...lane.counted, resource }, writes, waited)
    gate.take(ask).then((answer) => {
      lane.asking = false
      const now = this.#now()
      if (answer && answer.wait > 0) {
        if (answer.resource && resource) ledger.locks.set(resource, now + answer.wait)
        else lane.askAt = now + answer.wait
      } else if (answer) {
        const still = lane.line.has(first) && !this.#turns.isHeld(first, now)
        // Whoever asked may have gone; a place for a write is for its resource only.
        const who = still ? first : writes ? undefined : this.#first(lane, now)
        if (who && !(who.writes && who !== first)) this.#start(who, ask)
        else gate.done(ask, 0, {})
      }
      this.#dispatch()
    })
  }

  #isLate({ request }: Waiter, wait: number): boolean {
    return wait > request.deadline - this.#settings.clock.now()
  }

  #drop(waiter: Waiter, wait: number): void {
    if (this.#turns.withdraw(waiter)) waiter.fail(lateError(waiter.request, wait))
  }

  /** A pause may be longer than what those who wait have left: they are told now. */
  #dropLate(now: number): void {
    const lines = [...this.#lanes.values()].flatMap(({ line }) => [...line])
    for (const waiter of [...lines, ...this.#turns.waiters()]) {
      if (waiter.request.deadline === Number.POSITIVE_INFINITY) continue
      const wait = Math.max(
        this.#settings.ledger.wait(waiter.lane.counted, now),
        this.#turns.wait(waiter, now),
      )
      if (this.#isLate(waiter, wait)) this.#drop(waiter, wait)
    }
  }

  #wake(now: number, wait: number): void {
    // Timers are of whole milliseconds, and what was rounded off is none.
    const at = now + Math.ceil(wait - 1e-6)
    if (wait < Number.POSITIVE_INFINITY && at >= this.#wakeAt) return
    this.#cancelWake()
    this.#wakeAt = at
    this.#cancelWake = startTimer(this.#settings.clock, at - now, () => {
      this.#wakeAt = Number.POSITIVE_INFINITY
      this.#dispatch()
    })
  }
}
