/** Something that waits for its turn. */
export interface Turn {
  /** The smaller goes first. */
  readonly turn: number
  /** Which came first, where turns are equal. */
  readonly arrival: number
}

/** Those who wait, in the order of their turns, whenever they came. */
export class WaitingLine<Waiter extends Turn> {
  readonly #waiting: Waiter[] = []

  /** Who is next. */
  get first(): Waiter | undefined {
    return this.#waiting[0]
  }

  get length(): number {
    return this.#waiting.length
  }

  [Symbol.iterator](): Iterator<Waiter> {
    return this.#waiting[Symbol.iterator]()
  }

  add(waiter: Waiter): void {
    this.#waiting.splice(this.ahead(waiter), 0, waiter)
  }

  /** Takes somebody out; tells whether they were there. */
  remove(waiter: Waiter): boolean {
    if (!this.has(waiter)) return false
    const index = this.ahead(waiter)
    if (index === 0) this.#waiting.shift()
    else this.#waiting.splice(index, 1)
    return true
  }

  has(waiter: Waiter): boolean {
    return this.#waiting[this.ahead(waiter)] === waiter
  }

  /** How many go before. */
  ahead(waiter: Waiter): number {
    let [low, high] = [0, this.#waiting.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (isBefore(this.#waiting[middle], waiter)) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Whether the first goes before the second. */
export function isBefore(one: Turn | undefined, other: Turn): boolean {
  return !!one && (one.turn < other.turn || (one.turn === other.turn && one.arrival < other.arrival))
}
