import type { QueuedRequest } from './endpoint-queue.ts'
import { PriorityQueue } from './priority-queue.ts'

/** The requests that wait for one resource. */
interface Blocked {
  readonly reads: Set<QueuedRequest>
  readonly writes: PriorityQueue<QueuedRequest>
}

/**
 * The requests that wait for a resource, because Slack has it locked or because another request of ours is
 * writing it, also one of another client. They leave their queue meanwhile, so that the others go on.
 *
 * When a write ends, only the next one goes back to its queue: with all of them, many writes to one resource would
 * take quadratic time.
 */
export class ResourceLocks {
  readonly #locks: Map<string, number>
  readonly #writing = new Map<string, QueuedRequest>()
  readonly #blocked = new Map<string, Blocked>()

  /** @param locks - until when each resource is locked; shared with the ledger */
  constructor(locks: Map<string, number>) {
    this.#locks = locks
  }

  /** Milliseconds until the lock on the resource of a request ends. */
  wait({ key: { resource = '' } }: QueuedRequest, now: number): number {
    return Math.max(0, (this.#locks.get(resource) ?? now) - now)
  }

  /** Whether a request has to wait for its resource. */
  isBlocked(queued: QueuedRequest, now: number): boolean {
    const writer = this.#writing.get(queued.key.resource ?? '')
    return this.wait(queued, now) > 0 || (queued.writes && writer !== undefined && writer !== queued)
  }

  /** A write begins. */
  startWrite(queued: QueuedRequest): void {
    if (queued.writes) this.#writing.set(queued.key.resource ?? '', queued)
  }

  /** A write is over, or was not let through; the next one goes back to its queue. */
  endWrite(queued: QueuedRequest): void {
    const { resource = '' } = queued.key
    if (this.#writing.get(resource) !== queued) return
    this.#writing.delete(resource)
    this.#release(resource)
  }

  /** Takes a request out of its queue until its resource is free. */
  block(queued: QueuedRequest): void {
    const { resource = '' } = queued.key
    queued.queue.remove(queued)
    const blocked: Blocked = this.#blocked.get(resource) ?? { reads: new Set(), writes: new PriorityQueue() }
    this.#blocked.set(resource, blocked)
    blocked[queued.writes ? 'writes' : 'reads'].add(queued)
  }

  /** Lets the requests go on whose locks are over. */
  unlock(now: number): void {
    for (const [resource, until] of this.#locks) {
      if (until > now) continue
      this.#locks.delete(resource)
      this.#release(resource)
    }
  }

  /** Milliseconds until the next lock ends that a request waits for. */
  nextUnlock(now: number): number {
    let soonest = Number.POSITIVE_INFINITY
    for (const [resource, until] of this.#locks) {
      if (this.#blocked.has(resource)) soonest = Math.min(soonest, until)
    }
    return soonest - now
  }

  /** Whether a request waits, in its queue or for its resource. */
  isWaiting(queued: QueuedRequest): boolean {
    const { reads, writes } = this.#blocked.get(queued.key.resource ?? '') ?? {}
    return queued.queue.has(queued) || Boolean(reads?.has(queued) || writes?.has(queued))
  }

  /** Removes a request that gives up; returns whether it was waiting. */
  withdraw(queued: QueuedRequest): boolean {
    const { resource = '' } = queued.key
    const blocked = this.#blocked.get(resource)
    const wasBlocked = blocked?.reads.delete(queued) || blocked?.writes.remove(queued)
    if (!wasBlocked && !queued.queue.remove(queued)) return false
    // It may have been the write that its resource was kept free for.
    if (this.#writing.get(resource) === queued) this.#writing.delete(resource)
    this.#release(resource)
    return true
  }

  /** The requests that wait for a resource. */
  *[Symbol.iterator](): Generator<QueuedRequest> {
    for (const { reads, writes } of this.#blocked.values()) {
      yield* reads
      yield* writes
    }
  }

  /** Puts back into their queues the requests that a resource no longer blocks: every read, and the next write. */
  #release(resource: string): void {
    const blocked = this.#blocked.get(resource)
    if (!blocked || this.#locks.has(resource)) return
    const { reads, writes } = blocked
    const write = this.#writing.has(resource) ? undefined : writes.first
    for (const queued of write ? [...reads, write] : reads) queued.queue.add(queued)
    reads.clear()
    if (write) writes.remove(write)
    if (writes.length === 0) this.#blocked.delete(resource)
  }
}
