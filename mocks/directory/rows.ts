import type { Assumptions } from '../assumptions/assumptions.ts'
import { hash } from '../random/seeded.ts'

/** An order of the rows of a list. */
export type RowOrder = Assumptions['row-order']

/** Rows that are read page by page; an array is one. */
export interface RowList<Row> {
  readonly length: number
  slice(start: number, end: number): readonly Row[]
}

/** The order of records, kept up to date so that a page costs as much as its rows. */
export interface Rows<Row> {
  add(id: string): void
  remove(id: string): void
  /** Returns all rows in an order. */
  list(order: RowOrder): RowList<Row>
  /** Sorts some of the rows. */
  sort(rows: Iterable<Row>, order: RowOrder): readonly Row[]
}

/** One row: `age` counts from the oldest, `key` scatters. */
interface Position {
  readonly id: string
  readonly age: number
  readonly key: number
}

/** New rows that are inserted one by one; more of them are sorted together with the rest. */
const MAX_INSERTED = 32

/** Makes the rows of a map of records. */
export function createRows<Row extends { readonly id: string }>(
  records: ReadonlyMap<string, Row>,
): Rows<Row> {
  const positions = new Map<string, Position>()
  const byAge: Position[] = []
  let scattered: Position[] = []
  let added: Position[] = []
  let issued = 0

  const scatter = (): readonly Position[] => {
    if (added.length > MAX_INSERTED) scattered = [...scattered, ...added].sort(byKey)
    else for (const position of added) scattered.splice(placeOf(position, scattered), 0, position)
    added = []
    return scattered
  }
  const rowsOf = (some: readonly Position[]): readonly Row[] =>
    some.map(({ id }) => records.get(id)).filter((row) => row !== undefined)

  return {
    add(id) {
      const position = { id, age: issued++, key: hash(id) }
      positions.set(id, position)
      byAge.push(position)
      added.push(position)
    },
    remove(id) {
      const position = positions.get(id)
      if (!position) return
      positions.delete(id)
      for (const list of [byAge, scattered, added]) {
        const index = list.indexOf(position)
        if (index >= 0) list.splice(index, 1)
      }
    },
    list(order) {
      const list = order === 'scattered' ? scatter() : byAge
      const { length } = list
      if (order !== 'newest-first') {
        return { length, slice: (start, end) => rowsOf(list.slice(start, end)) }
      }
      const fromEnd = (index: number): number => Math.max(length - index, 0)
      return {
        length,
        slice: (start, end) => rowsOf(list.slice(fromEnd(end), fromEnd(start)).reverse()),
      }
    },
    sort(rows, order) {
      const compare = order === 'scattered' ? byKey : order === 'oldest-first' ? oldestFirst : newestFirst
      const found = Array.from(rows, ({ id }) => positions.get(id)).filter((one) => one !== undefined)
      return rowsOf(found.sort(compare))
    },
  }
}

/** Finds by bisection where a position belongs. */
function placeOf(position: Position, sorted: readonly Position[]): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = sorted[middle]
    if (other && byKey(other, position) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

function byKey(one: Position, other: Position): number {
  return one.key - other.key || one.age - other.age
}

function oldestFirst(one: Position, other: Position): number {
  return one.age - other.age
}

function newestFirst(one: Position, other: Position): number {
  return other.age - one.age
}
