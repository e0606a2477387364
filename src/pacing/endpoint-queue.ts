import type { LimitKey } from './limits.ts'
import type { PaceRequest, Permit } from './pacer.ts'
import { type Prioritized, PriorityQueue } from './priority-queue.ts'

/** A request that waits for its permit. */
export interface QueuedRequest extends Prioritized {
  readonly request: PaceRequest
  readonly key: LimitKey
  readonly queue: EndpointQueue
  /** Whether it changes its resource. */
  readonly writes: boolean
  start(permit: Permit): void
  fail(error: unknown): void
}

/** How many requests of an endpoint the store is asked about at once, at first: the smallest burst of Slack's limits. */
const FIRST_WINDOW = 20
const MAX_WINDOW = 100

/**
 * The requests that wait for one endpoint, and with a store those that it is being asked about.
 *
 * A store that is far away would serialize requests if it were asked about one at a time, so it is asked about as
 * many at once as it is likely to grant: the number doubles with each grant and halves with each refusal.
 */
export class EndpointQueue {
  readonly key: LimitKey
  /** When the store is to be asked again. */
  askAt: number = Number.NEGATIVE_INFINITY
  readonly #waiting = new PriorityQueue<QueuedRequest>()
  readonly #asking = new Set<QueuedRequest>()
  #window = FIRST_WINDOW

  constructor(key: LimitKey) {
    this.key = key
  }

  /** The next request that the store is not being asked about. */
  get first(): QueuedRequest | undefined {
    return this.#waiting.first
  }

  /** How many requests the store is being asked about. */
  get asking(): number {
    return this.#asking.size
  }

  /** Whether the store may be asked about one more. */
  get mayAsk(): boolean {
    return this.#asking.size < this.#window
  }

  get length(): number {
    return this.#waiting.length + this.#asking.size
  }

  *[Symbol.iterator](): Generator<QueuedRequest> {
    yield* this.#asking
    yield* this.#waiting
  }

  add(queued: QueuedRequest): void {
    this.#waiting.add(queued)
  }

  /** Removes a request; returns whether it was there. */
  remove(queued: QueuedRequest): boolean {
    return this.#asking.delete(queued) || this.#waiting.remove(queued)
  }

  has(queued: QueuedRequest): boolean {
    return this.#asking.has(queued) || this.#waiting.has(queued)
  }

  /** How many requests go before this one. */
  ahead(queued: QueuedRequest): number {
    return this.#asking.size + this.#waiting.ahead(queued)
  }

  /** The store is asked about a request. */
  ask(queued: QueuedRequest): void {
    this.#waiting.remove(queued)
    this.#asking.add(queued)
  }

  /** The store has granted a request, or refused it. */
  answered(granted: boolean): void {
    this.#window = granted ? Math.min(MAX_WINDOW, this.#window * 2) : Math.max(1, this.#window >> 1)
  }
}
