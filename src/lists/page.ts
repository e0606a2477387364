import { extend } from '../protocol/extend.ts'
import { resourcesOf } from '../protocol/resources.ts'
import type { SCIMResponse } from '../protocol/response.ts'

/** One page of a list, as it came. */
export interface ListPage<Item> extends SCIMResponse {
  /** How many rows the service says there are, over all pages. */
  readonly totalResults: number
  /** The 1-based index of the first row. */
  readonly startIndex: number
  /** How many rows the service says are on this page. */
  readonly itemsPerPage: number
  /** The rows of this page and of all that follow. */
  [Symbol.asyncIterator](): AsyncGenerator<Item, ListEnd>
}

/** How a walk ended: the return value of its generator, and the event `list.end`. */
export interface ListEnd {
  readonly pages: number
  readonly items: number
  /** Whether every row was seen: as many ids as the total, which never changed on the way. */
  readonly complete: boolean
}

/** A response with the fields of a page; what the envelope lacks is counted. */
export function pageOf(response: SCIMResponse, key: string, index: number): SCIMResponse {
  const rows = resourcesOf(response)
  const { body } = response
  return extend(response, {
    [key]: rows,
    totalResults: Number(body?.totalResults ?? rows.length) || 0,
    startIndex: Number(body?.startIndex ?? index) || 0,
    itemsPerPage: Number(body?.itemsPerPage ?? rows.length) || 0,
  })
}

/** The rows of a page, which it has under the name of what it lists. */
export function rowsOf<Item>(page: object, key: string): readonly Item[] {
  return (page as Readonly<Record<string, readonly Item[]>>)[key] ?? []
}
