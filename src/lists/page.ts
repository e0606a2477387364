import { extend } from '../protocol/extend.ts'
import { readNumber } from '../protocol/read-number.ts'
import { resourcesOf } from '../protocol/resources.ts'
import type { SCIMResponse } from '../protocol/response.ts'

/** One page of a list. */
export interface ListPage<Item> extends SCIMResponse {
  /** The number of rows over all pages, as the service reports it. */
  readonly totalResults: number
  /** The 1-based index of the first row. */
  readonly startIndex: number
  /** The number of rows on this page, as the service reports it. */
  readonly itemsPerPage: number
  /** Yields the rows of this page and of the following ones. */
  [Symbol.asyncIterator](): AsyncGenerator<Item, ListEnd>
}

/** The result of a walk: the return value of its generator, and the event `list.end`. */
export interface ListEnd {
  readonly pages: number
  readonly items: number
  /** Whether the walk saw every row: `totalResults` never changed, and there were as many ids. */
  readonly complete: boolean
}

/** Returns a response with the fields of a page; missing ones are counted from the rows. */
export function pageOf(response: SCIMResponse, key: string, index: number): SCIMResponse {
  const rows = resourcesOf(response)
  const { totalResults, startIndex, itemsPerPage } = response.body ?? {}
  return extend(response, {
    [key]: rows,
    totalResults: readNumber(totalResults ?? rows.length) ?? 0,
    startIndex: readNumber(startIndex ?? index) ?? 0,
    itemsPerPage: readNumber(itemsPerPage ?? rows.length) ?? 0,
  })
}

/** Returns the total of a page; undefined if it is no count: `Infinity` and -1 end no walk. */
export function readTotal({ body }: SCIMResponse): number | undefined {
  const total = readNumber(body?.totalResults)
  return Number.isSafeInteger(total) && Number(total) >= 0 ? total : undefined
}

/** Returns the rows of a page, which are in the property `users` or `groups`. */
export function rowsOf<Item>(page: object, key: string): readonly Item[] {
  return (page as Readonly<Record<string, readonly Item[]>>)[key] ?? []
}
