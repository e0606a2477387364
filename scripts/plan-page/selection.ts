import type { PlanRow, RowData } from './plan-data.ts'

/** The columns that rows are sorted by. */
export type SortColumn = 'sign' | 'id' | 'who' | 'what' | 'origin'

/** What the reader asked for. */
export interface Selection {
  query: string
  /** The only kind to show; absent: all. */
  kind?: string | undefined
  /** Absent: in the order of the plan. */
  sort?: { readonly column: SortColumn; readonly descending: boolean } | undefined
  /** From 0. */
  page: number
}

const VALUES: Readonly<Record<SortColumn, (row: RowData) => string>> = {
  sign: ({ sign }) => sign,
  id: ({ id }) => id,
  who: ({ name = '', address = '' }) => name || address,
  what: ({ changes, note = '' }) => changes[0]?.name ?? note,
  origin: ({ origin = '' }) => origin,
}

/** The rows that were asked for, in the order that was asked for. Every word of the query must occur. */
export function select(rows: readonly PlanRow[], { query, kind, sort }: Selection): readonly PlanRow[] {
  const words = query.toLowerCase().normalize().split(/\s+/).filter(Boolean)
  const found = rows.filter(
    ({ data, text }) =>
      (kind === undefined || data.kind === kind) && words.every((word) => text.includes(word)),
  )
  if (!sort) return found
  // `people.csv:9` stands before `people.csv:88`.
  const { compare } = new Intl.Collator(undefined, { numeric: true })
  const value = VALUES[sort.column]
  const direction = sort.descending ? -1 : 1
  return found.sort((one, other) => direction * compare(value(one.data), value(other.data)))
}

/** The next state of a column that is clicked: ascending, descending, order of the plan. */
export function nextSort(sort: Selection['sort'], column: SortColumn): Selection['sort'] {
  if (sort?.column !== column) return { column, descending: false }
  return sort.descending ? undefined : { column, descending: true }
}
