/** A timer of a virtual clock. */
export interface Timer {
  /** When it fires, in milliseconds since the epoch. */
  readonly due: number
  /** Timers of the same time fire in the order in which they were set. */
  readonly order: number
  readonly callback: () => void
  cancelled: boolean
}

/** Timers by time: a binary heap, since a simulated hour sets a hundred thousand of them. */
export class Timers {
  readonly #heap: Timer[] = []

  /** How many timers wait. */
  get size(): number {
    return this.#heap.filter(({ cancelled }) => !cancelled).length
  }

  /** Adds a timer. */
  add(timer: Timer): void {
    const heap = this.#heap
    let index = heap.length
    while (index > 0) {
      const parent = (index - 1) >> 1
      const above = heap[parent]
      if (!above || !isSooner(timer, above)) break
      heap[index] = above
      index = parent
    }
    heap[index] = timer
  }

  /** Removes and returns the first timer that is not cancelled, if it is due by `latest`. */
  next(latest: number): Timer | undefined {
    for (let first = this.#heap[0]; first && first.due <= latest; first = this.#heap[0]) {
      this.#removeFirst()
      if (!first.cancelled) return first
    }
    return undefined
  }

  #removeFirst(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (!last || heap.length === 0) return
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      const [left, right] = [heap[child], heap[child + 1]]
      if (!left) break
      if (right && isSooner(right, left)) child++
      const below = heap[child]
      if (!below || !isSooner(below, last)) break
      heap[index] = below
      index = child
    }
    heap[index] = last
  }
}

function isSooner(one: Timer, other: Timer): boolean {
  return one.due < other.due || (one.due === other.due && one.order < other.order)
}
