import type { Clock } from '../src/time/clock.ts'

interface Timer {
  readonly due: number
  readonly order: number
  readonly callback: () => void
  cancelled: boolean
}

/** A clock on which hours pass in seconds: it jumps to the next timer as soon as nothing else is left to do. */
export class VirtualClock implements Clock {
  #now: number
  #order = 0
  /** What is under way outside; time stands still until it is over. */
  #outside = 0
  #whenBack = (): void => {}
  /** A heap; the first is the next that is due. */
  readonly #timers: Timer[] = []

  constructor(start: number) {
    this.#now = start
  }

  now(): number {
    return this.#now
  }

  setTimeout(callback: () => void, ms: number): unknown {
    const timer: Timer = {
      due: this.#now + Math.max(0, ms),
      order: this.#order++,
      callback,
      cancelled: false,
    }
    this.#push(timer)
    return timer
  }

  clearTimeout(timer: unknown): void {
    if (timer) (timer as Timer).cancelled = true
  }

  /** Resolves after so many milliseconds. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.setTimeout(resolve, ms)
    })
  }

  /** Lets something real happen in no time. */
  async outside<T>(work: Promise<T>): Promise<T> {
    this.#outside++
    try {
      return await work
    } finally {
      if (--this.#outside === 0) this.#whenBack()
    }
  }

  /** Lets time pass until the work is done. */
  async run<T>(work: Promise<T>): Promise<T> {
    let done = false
    const finish = (): void => {
      done = true
    }
    work.then(finish, finish)
    for (;;) {
      // Everything that promises have to do at this time.
      await new Promise((resolve) => setImmediate(resolve))
      if (done) return work
      if (this.#outside > 0) {
        await new Promise<void>((resolve) => {
          this.#whenBack = resolve
        })
        continue
      }
      if (!this.#step()) throw new Error('The work waits for something that never happens.')
    }
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#timers.filter(({ cancelled }) => !cancelled).length
  }

  /** Goes to the next time at which something happens, and lets all of it happen. */
  #step(): boolean {
    let fired = false
    for (let next = this.#timers[0]; next; next = this.#timers[0]) {
      if (next.cancelled) this.#pop()
      else if (fired && next.due > this.#now) break
      else {
        this.#pop()
        this.#now = Math.max(this.#now, next.due)
        fired = true
        next.callback()
      }
    }
    return fired
  }

  #push(timer: Timer): void {
    const heap = this.#timers
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

  #pop(): void {
    const heap = this.#timers
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
