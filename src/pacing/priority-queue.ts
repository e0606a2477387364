/** An item of a {@link PriorityQueue}. */
export interface Prioritized {
  /** The higher goes first. */
  readonly priority: number
  /** The number of its arrival, which decides between equal priorities. */
  readonly arrival: number
}

/** Removed items are kept in front until there are so many. */
const SLACK = 1000

/**
 * Items in the order of their priorities, in a sorted array. Adding at either end and removing the first take
 * constant time on average, so that a long queue drains in linear time; a place in between is found by bisection.
 */
export class PriorityQueue<Item extends Prioritized> {
  readonly #items: (Item | undefined)[] = []
  /** The index of the first item; those before it were removed. */
  #start = 0

  /** The next item. */
  get first(): Item | undefined {
    return this.#items[this.#start]
  }

  get length(): number {
    return this.#items.length - this.#start
  }

  *[Symbol.iterator](): Generator<Item> {
    for (const item of this.#items.slice(this.#start)) if (item) yield item
  }

  add(item: Item): void {
    const index = this.#find(item)
    if (index === this.#start && index > 0) this.#items[--this.#start] = item
    else this.#items.splice(index, 0, item)
  }

  /** Removes an item; returns whether it was there. */
  remove(item: Item): boolean {
    const index = this.#find(item)
    if (this.#items[index] !== item) return false
    if (index > this.#start) this.#items.splice(index, 1)
    else this.#items[this.#start++] = undefined
    if (this.#start > SLACK && this.#start > this.length) {
      this.#items.splice(0, this.#start)
      this.#start = 0
    }
    return true
  }

  has(item: Item): boolean {
    return this.#items[this.#find(item)] === item
  }

  /** The number of items that go before this one. */
  ahead(item: Item): number {
    return this.#find(item) - this.#start
  }

  #find(item: Item): number {
    let [low, high] = [this.#start, this.#items.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const other = this.#items[middle]
      if (other && isBefore(other, item)) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Whether one item goes before another. */
export function isBefore(one: Prioritized, other: Prioritized): boolean {
  return one.priority === other.priority ? one.arrival < other.arrival : one.priority > other.priority
}
