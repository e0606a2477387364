import { type Clock, startTimer } from '../time/clock.ts'
import { onAbort } from '../time/signal.ts'
import { chooseNext } from './choose-next.ts'
import { EndpointQueue, type QueuedRequest } from './endpoint-queue.ts'
import type { PacingEvent } from './events.ts'
import { limitKeyOf } from './limits.ts'
import { monotonicNow } from './monotonic-now.ts'
import type { PaceRequest, Pacer, Permit } from './pacer.ts'
import { isBefore } from './priority-queue.ts'
import type { RateLedger } from './rate-ledger.ts'
import { fullError, lateError, pausedError } from './refusals.ts'
import { ResourceLocks } from './resource-locks.ts'
import { type PacingSnapshot, takeSnapshot } from './snapshot.ts'
import type { SharedLimiter, StoreAnswer, StoreRequest } from './store.ts'

/** One step of priority is worth so many milliseconds of waiting, so that no request waits for ever. */
const STEP = 60_000

/** What a {@link Dispatcher} is made from. */
export interface DispatcherSettings {
  readonly ledger: RateLedger
  readonly limiter: SharedLimiter | undefined
  readonly maxQueue: number
  readonly priority: (request: PaceRequest) => number
  readonly clock: Clock
  readonly emit: (event: PacingEvent) => void
  /** The share that is kept to while the store is down, and otherwise. */
  readonly shares: { readonly alone: number; readonly together: number }
}

/**
 * Starts requests at the moment when all limits allow it: of those that may start, the one that has waited
 * longest. An endpoint that has to wait holds up no other, and a locked resource no other of its endpoint.
 */
export class Dispatcher implements Pacer {
  readonly #settings: DispatcherSettings
  readonly #now: () => number
  readonly #locks: ResourceLocks
  readonly #queues = new Map<string, EndpointQueue>()
  #arrivals = 0
  #queued = 0
  #inFlight = 0
  #wakeAt = Number.POSITIVE_INFINITY
  #cancelWake = (): void => {}

  constructor(settings: DispatcherSettings) {
    this.#settings = settings
    this.#now = monotonicNow(settings.clock)
    this.#locks = new ResourceLocks(settings.ledger.locks)
  }

  acquire(request: PaceRequest): Promise<Permit> {
    const { clock, emit } = this.#settings
    const { operation, signal } = request
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const asked = clock.now()
      let waited = false
      const leave = (type: 'pace.waited' | 'pace.left'): void => {
        removeListener()
        this.#queued--
        const { endpoint } = queued.key
        if (waited) emit({ type, operation, endpoint, wait: clock.now() - asked })
      }
      const queued = this.#queuedRequest(request, {
        start(permit) {
          leave('pace.waited')
          resolve(permit)
        },
        fail(error) {
          leave('pace.left')
          reject(error)
        },
      })
      const removeListener = onAbort(signal, (reason) => {
        if (!this.#locks.withdraw(queued)) return
        queued.fail(reason)
        this.#dispatch()
      })
      this.#queued++
      const refusal = this.#refusal(queued)
      if (refusal) return queued.fail(refusal)
      queued.queue.add(queued)
      this.#dispatch()
      waited = this.#locks.isWaiting(queued)
      const { endpoint } = queued.key
      if (waited) emit({ type: 'pace.queued', operation, endpoint, queued: this.#queued })
    })
  }

  snapshot(): PacingSnapshot {
    const { ledger, limiter } = this.#settings
    const waiting = [...this.#queues.values()].flatMap((queue) => [...queue]).concat(...this.#locks)
    const counts = { queued: this.#queued, inFlight: this.#inFlight }
    return takeSnapshot({ ledger, limiter, waiting, counts, now: this.#now() })
  }

  #queuedRequest(request: PaceRequest, settle: Pick<QueuedRequest, 'start' | 'fail'>): QueuedRequest {
    const key = limitKeyOf(request.method, request.path)
    const queue = this.#queues.get(key.endpoint) ?? new EndpointQueue(key)
    this.#queues.set(key.endpoint, queue)
    if (this.#queued === 0) this.#arrivals = 0
    return {
      ...settle,
      request,
      key,
      queue,
      writes: key.resource !== undefined && request.method !== 'GET',
      // A retry goes before requests that were made in the same millisecond.
      priority:
        STEP * (this.#settings.priority(request) || 0) + Math.min(request.attempts, 1) / 2 - request.since,
      arrival: this.#arrivals++,
    }
  }

  /** Why a request cannot even wait. */
  #refusal(queued: QueuedRequest): Error | undefined {
    const { ledger, maxQueue } = this.#settings
    const { key, queue, request } = queued
    const now = this.#now()
    let organization = 0
    for (const other of this.#queues.values()) {
      if (other.key.organization === key.organization) organization += other.ahead(queued)
    }
    const ahead = { endpoint: queue.ahead(queued), organization }
    const wait = Math.max(ledger.wait(key, now, ahead), this.#locks.wait(queued, now))
    const hopeless = this.#hopeless(queued, wait, now)
    if (hopeless || this.#queued <= maxQueue) return hopeless
    const waits = wait > 0 || this.#locks.isBlocked(queued, now)
    return waits ? fullError(request, maxQueue, wait) : undefined
  }

  /** Why a request can no longer wait: its deadline, or without one a pause that is longer than `maxPause`. */
  #hopeless({ key, request }: QueuedRequest, wait: number, now: number): Error | undefined {
    if (wait > request.deadline - this.#settings.clock.now()) return lateError(request, wait)
    if (request.deadline < Number.POSITIVE_INFINITY) return undefined
    const pause = this.#settings.ledger.longPause(key, now)
    return pause && pausedError(request, pause)
  }

  /** Starts every request that may start, and sets the timer for the next. */
  #dispatch(): void {
    const { ledger, limiter, shares } = this.#settings
    for (;;) {
      const now = this.#now()
      const shared = limiter?.open ? limiter : undefined
      ledger.share = limiter?.down && !shared ? shares.alone : shares.together
      this.#locks.unlock(now)
      const heads = this.#heads(now)
      const { next, wait } = chooseNext({ ledger, queues: this.#queues.values(), heads, shared, now })
      if (!next) {
        this.#wake(now, Math.min(wait, this.#locks.nextUnlock(now)))
        return
      }
      if (shared) this.#ask(shared, next)
      else this.#start(next)
    }
  }

  /** The first of each queue, in the order of their priorities. */
  #heads(now: number): QueuedRequest[] {
    const heads: QueuedRequest[] = []
    for (const queue of this.#queues.values()) {
      const first = this.#first(queue, now)
      if (first === 'again') return this.#heads(now)
      if (first) heads.push(first)
    }
    return heads.sort((one, other) => (isBefore(one, other) ? -1 : 1))
  }

  /** The first of a queue that its resource does not block; 'again' if one left, which may have let another go on. */
  #first(queue: EndpointQueue, now: number): QueuedRequest | 'again' | undefined {
    for (;;) {
      const { first } = queue
      if (!first) return undefined
      if (this.#locks.isBlocked(first, now)) this.#locks.block(first)
      else if (first.request.deadline >= this.#settings.clock.now()) return first
      else {
        this.#drop(first, lateError(first.request, 0))
        return 'again'
      }
    }
  }

  #start(queued: QueuedRequest, granted?: StoreRequest): void {
    const { ledger, limiter } = this.#settings
    const { key } = queued
    const start = this.#now()
    let isOver = false
    const permit: Permit = {
      done: (outcome) => {
        if (isOver) return
        isOver = true
        this.#inFlight--
        const now = this.#now()
        ledger.done(key, { permit, start, outcome }, now)
        if (granted) limiter?.done(granted, now - start, outcome)
        this.#locks.endWrite(queued)
        if (outcome.status === 429) this.#dropHopeless(now)
        this.#dispatch()
      },
    }
    queued.queue.remove(queued)
    this.#locks.startWrite(queued)
    this.#inFlight++
    ledger.take(key, permit, start)
    queued.start(permit)
  }

  #ask(limiter: SharedLimiter, queued: QueuedRequest): void {
    const { arrival, key, priority, queue, writes } = queued
    queue.ask(queued)
    this.#locks.startWrite(queued)
    // Of requests of one millisecond, each counts as a millisecond later, or the way to the store would decide.
    const request = limiter.request(key, writes, this.#settings.clock.now() + priority - arrival)
    limiter.take(request).then((answer) => {
      const now = this.#now()
      if (answer) queue.answered(answer.wait === 0)
      if (answer?.wait !== 0) this.#notGranted(queued, answer, now)
      else if (!this.#granted(queued, request, now)) limiter.done(request, 0, {})
      this.#dispatch()
    })
  }

  /** Uses a place that the store granted; returns false if no request can have it. */
  #granted(queued: QueuedRequest, request: StoreRequest, now: number): boolean {
    const { queue } = queued
    if (queue.has(queued) && !this.#locks.isBlocked(queued, now)) {
      this.#start(queued, request)
      return true
    }
    this.#putBack(queued)
    // The request has left or is locked: another read or create may have its place, but no other write.
    const other = queued.writes ? undefined : this.#first(queue, now)
    if (!other || other === 'again' || other.writes) return false
    this.#start(other, request)
    return true
  }

  #notGranted(queued: QueuedRequest, answer: StoreAnswer | undefined, now: number): void {
    const { key, queue } = queued
    this.#putBack(queued)
    if (!answer) return
    if (answer.reason === 'resource' && key.resource) {
      this.#settings.ledger.locks.set(key.resource, now + answer.wait)
      return
    }
    queue.askAt = now + answer.wait
    if (answer.reason !== 'paused') return
    this.#settings.ledger.pausedByStore(key, answer.wait, now)
    this.#dropHopeless(now)
  }

  /** The store is no longer asked for a request. */
  #putBack(queued: QueuedRequest): void {
    const { queue } = queued
    if (!queue.remove(queued)) return
    queue.add(queued)
    this.#locks.endWrite(queued)
  }

  #drop(queued: QueuedRequest, error: Error): void {
    if (this.#locks.withdraw(queued)) queued.fail(error)
  }

  /** A pause may be longer than those that wait can wait: they learn it now. */
  #dropHopeless(now: number): void {
    const waiting = [...this.#queues.values()].flatMap((queue) => [...queue])
    for (const queued of [...waiting, ...this.#locks]) {
      const wait = Math.max(this.#settings.ledger.wait(queued.key, now), this.#locks.wait(queued, now))
      const error = this.#hopeless(queued, wait, now)
      if (error) this.#drop(queued, error)
    }
  }

  #wake(now: number, wait: number): void {
    // Timers have whole milliseconds; a remainder from rounding is no wait.
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
