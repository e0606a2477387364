import * as v from 'valibot'
import { looseObject } from './to-schema.ts'

/** The envelope of a list, the same in both dialects but for the order of its keys. */
export interface ListResponse<Item> {
  /** How many rows there are over all pages. */
  totalResults: number
  /** How many rows are on this page. */
  itemsPerPage?: number | null | undefined
  /** The 1-based index of the first row. */
  startIndex?: number | null | undefined
  schemas?: string[] | null | undefined
  /** The rows; absent if there are none. */
  Resources?: Item[] | null | undefined
}

/** The schema of a list of what `item` describes. */
export function listResponse<Item>(
  item: v.GenericSchema<unknown, Item>,
): v.GenericSchema<unknown, ListResponse<Item>> {
  return looseObject<ListResponse<Item>>({
    totalResults: v.number(),
    itemsPerPage: v.nullish(v.number()),
    startIndex: v.nullish(v.number()),
    schemas: v.nullish(v.array(v.string())),
    Resources: v.nullish(v.array(item)),
  })
}
