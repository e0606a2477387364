import type { Waiter } from './endpoint-queue.ts'

/**
 * Who has to wait for a resource: because Slack has said that it is locked, or because another request of
 * ours is writing it, also one of another client. They stand aside, so that their lane goes on.
 */
export class ResourceTurns {
  readonly #locks: Map<string, number>
  readonly #busy = new Set<string>()
  readonly #aside = new Map<string, Set<Waiter>>()

  /** @param locks - until when each locked resource is left alone */
  constructor(locks: Map<string, number>) {
    this.#locks = locks
  }

  /** Milliseconds until the lock on a waiter's resource is over. */
  wait({ resource = '' }: Waiter, now: number): number {
    return Math.max(0, (this.#locks.get(resource) ?? now) - now)
  }

  /** Whether a waiter's resource is in the way. */
  isHeld(waiter: Waiter, now: number): boolean {
    return this.wait(waiter, now) > 0 || (waiter.writes && this.#busy.has(waiter.resource ?? ''))
  }

  /** A request begins to write. */
  begin({ resource, writes }: Waiter): void {
    if (writes && resource) this.#busy.add(resource)
  }

  /** A request is over; those who waited for its resource go back to their places. */
  end({ resource = '', writes }: Waiter): void {
    if (writes) this.#busy.delete(resource)
    this.#release(resource)
  }

  /** Takes a waiter out of its lane. */
  setAside(waiter: Waiter): void {
    const { resource = '', lane } = waiter
    lane.line.remove(waiter)
    this.#aside.set(resource, (this.#aside.get(resource) ?? new Set()).add(waiter))
  }

  /** Puts back those whose lock is over. */
  unlock(now: number): void {
    for (const [resource, until] of this.#locks) {
      if (until > now) continue
      this.#locks.delete(resource)
      this.#release(resource)
    }
  }

  /** Milliseconds until the next lock is over that somebody waits for. */
  nextUnlock(now: number): number {
    const untils = Array.from(this.#locks, ([resource, until]) =>
      this.#aside.has(resource) ? until : Number.POSITIVE_INFINITY,
    )
    return Math.min(Number.POSITIVE_INFINITY, ...untils) - now
  }

  /** Whether a waiter stands in its lane or aside. */
  isWaiting(waiter: Waiter): boolean {
    return waiter.lane.line.has(waiter) || (this.#aside.get(waiter.resource ?? '')?.has(waiter) ?? false)
  }

  /** Takes a waiter out of the queue, wherever it stands; tells whether it was there. */
  withdraw(waiter: Waiter): boolean {
    const { resource = '', lane } = waiter
    const aside = this.#aside.get(resource)
    if (!aside?.delete(waiter)) return lane.line.remove(waiter)
    if (aside.size === 0) this.#aside.delete(resource)
    return true
  }

  /** Everybody who stands aside. */
  *waiters(): Generator<Waiter> {
    for (const waiters of this.#aside.values()) yield* waiters
  }

  #release(resource: string): void {
    for (const waiter of this.#aside.get(resource) ?? []) waiter.lane.line.add(waiter)
    this.#aside.delete(resource)
  }
}
