/** Removed items are kept in front until there are so many. */
const SLACK = 1000

/** Items in the order in which they came: adding and removing take constant time on average, however many there are. */
export class Fifo<Item> {
  #items: Item[] = []
  /** The index of the first item; those before it were removed. */
  #start = 0

  get length(): number {
    return this.#items.length - this.#start
  }

  /** The item at an index, of which 0 is the first. */
  at(index: number): Item | undefined {
    return this.#items[this.#start + index]
  }

  push(item: Item): void {
    this.#items.push(item)
  }

  /** Removes the first item. */
  shift(): void {
    if (this.length > 0) this.#start++
    if (this.#start < SLACK || this.#start < this.length) return
    this.#items = this.#items.slice(this.#start)
    this.#start = 0
  }

  [Symbol.iterator](): Iterator<Item> {
    return this.#items.slice(this.#start)[Symbol.iterator]()
  }
}
