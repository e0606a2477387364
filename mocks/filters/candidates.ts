import type { Filter } from '../../src/filter/index.ts'

/** Finds rows by the value of an attribute. */
export interface CandidateSource<Row> {
  /** Returns all rows that may have the value, or nothing for an attribute without an index. */
  find(attribute: string, value: string): readonly Row[] | undefined
}

/** Times compare by their instant, and so are not found by their text. */
const TIME = /^\d{4}-\d\d-\d\dT/

/**
 * Returns a superset of the rows that a filter selects, each once, as far as indexes tell; nothing when only a scan
 * does.
 */
export function candidates<Row>(filter: Filter, source: CandidateSource<Row>): ReadonlySet<Row> | undefined {
  switch (filter.op) {
    case 'eq': {
      const { attr, value } = filter
      if (typeof value !== 'string' || TIME.test(value)) return undefined
      const found = source.find(attr, value)
      return found && new Set(found)
    }
    case 'and': {
      // Each operand narrows the selection, so the smallest set will do.
      const sets = filter.args.map((arg) => candidates(arg, source)).filter((set) => set !== undefined)
      return sets.sort((one, other) => one.size - other.size)[0]
    }
    case 'or': {
      const sets = filter.args.map((arg) => candidates(arg, source))
      return sets.every((set) => set !== undefined) ? new Set(sets.flatMap((set) => [...set])) : undefined
    }
    default:
      return undefined
  }
}
