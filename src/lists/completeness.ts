/** Tracks the rows of a walk and the reasons why it may be incomplete. Only ids are kept in memory. */
export class Completeness {
  /** How many rows were read, each id once. */
  items = 0
  /** How many pages in a row had no new row. */
  barren = 0
  /** Whether the last page had a row with a new id. */
  grew = false
  /** How many rows the widest page had. */
  widest = 0
  readonly #start: number
  readonly #onChange: (from: number, to: number) => void
  readonly #ids = new Set<string | number>()
  readonly #gaps = new Set<string>()
  #total: number | undefined

  /**
   * @param start - the 1-based index of the first row
   * @param onChange - called when the total differs from that of the page before
   */
  constructor(start: number, onChange: (from: number, to: number) => void) {
    this.#start = start
    this.#onChange = onChange
  }

  /** Whether a page has as many rows as asked for, or as the widest page before it: services cap pages. */
  isFull(rows: number, count: number): boolean {
    const isFull = rows >= (this.widest ? Math.min(count, this.widest) : count)
    this.widest = Math.max(this.widest, rows)
    return isFull
  }

  /** Counts the rows of a page; returns those that no earlier page had. */
  add<Item>(rows: readonly Item[], total: number | undefined): readonly Item[] {
    if (total === undefined) this.#gaps.add('the service gives no total')
    else if (this.#total !== undefined && total !== this.#total) {
      this.#gaps.add('its total changed')
      this.#onChange(this.#total, total)
    }
    this.#total = total ?? this.#total
    const known = this.#ids.size
    const fresh = rows.filter((row) => this.#isNew(row))
    this.grew = this.#ids.size > known
    this.barren = fresh.length > 0 ? 0 : this.barren + 1
    this.items += fresh.length
    return fresh
  }

  /** Returns why the walk may be incomplete; nothing if the total never changed and is the number of ids. */
  gaps(): readonly string[] {
    const total = this.#total
    const expected = total === undefined ? this.items : Math.max(0, total - this.#start + 1)
    const counts = this.items === expected ? [] : [`${this.items} rows were read and ${expected} expected`]
    return [...counts, ...this.#gaps]
  }

  #isNew(row: unknown): boolean {
    const { id } = row as { readonly id?: unknown }
    if (typeof id !== 'string' && typeof id !== 'number') {
      // Returned, since it may be a new row; without an id it cannot be compared with earlier rows.
      this.#gaps.add('a row has no id')
      return true
    }
    // One look-up for each row: this is the dearest step of a walk after parsing.
    const known = this.#ids.size
    return this.#ids.add(id).size > known
  }
}
