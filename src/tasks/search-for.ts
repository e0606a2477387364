import type { ClientTraits } from '../client/operations.ts'
import type { SearchParams } from '../client/search.ts'
import { SCIMApiError } from '../errors/api-error.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import { SCIMResponseError } from '../errors/response-error.ts'
import { eq } from '../filter/builders.ts'
import type { Task } from './task.ts'

/** Whether a resource is the one; `perhaps` gives way to a `yes` that comes later. */
export type Match = 'yes' | 'perhaps' | 'no'

/** A search for one resource. */
export interface Search<Item> {
  /** Lists resources. */
  readonly list: (params: SearchParams) => AsyncIterable<Item>
  /** The attributes and values to filter for, one request each. */
  readonly filters: readonly { readonly attr: string; readonly value: string }[]
  /** Whether to read the whole list when no filter finds it. */
  readonly certain: boolean
  readonly match: (item: Item) => Match
}

/** How often a list is read again that changed while it was read. */
const MAX_WALKS = 3

/**
 * Asks by filter for each value, then, if it must be certain, reads the whole list; `match` alone decides.
 *
 * @throws {@link SCIMRefusedError} (`incomplete`) if `certain` and the list changed in each of three readings
 */
export async function searchFor<Item>(
  { name }: Task<ClientTraits>,
  { list, filters, certain, match }: Search<Item>,
): Promise<Item | undefined> {
  let perhaps: Item | undefined
  try {
    for (const { attr, value } of filters) {
      const { item, isSure } = await pick(list({ filter: eq(attr, value), count: 100 }), match)
      if (isSure) return item
      perhaps ??= item
    }
    if (!certain) return perhaps
  } catch (error) {
    // A service may refuse the filter itself; the whole list can still be read.
    if (!certain || !isBadRequest(error)) throw error
  }
  for (let walks = 0; walks < MAX_WALKS; walks++) {
    const { item, isSure, isComplete } = await pick(list({}), match)
    if (isSure || isComplete) return item ?? perhaps
  }
  throw new SCIMRefusedError(
    `${name}: the list changed in each of ${MAX_WALKS} readings: try again`,
    'incomplete',
  )
}

/** Whether the service refused a request as malformed, as some do with a filter. */
export function isBadRequest(error: unknown): boolean {
  return error instanceof SCIMApiError && error.status === 400
}

interface Picked<Item> {
  readonly item: Item | undefined
  readonly isSure: boolean
  readonly isComplete: boolean
}

async function pick<Item>(items: AsyncIterable<Item>, match: (item: Item) => Match): Promise<Picked<Item>> {
  const walk: AsyncIterator<Item, unknown> = items[Symbol.asyncIterator]()
  let perhaps: Item | undefined
  try {
    for (;;) {
      const { done, value } = await walk.next()
      // A fake's generator returns nothing: it hides nothing either.
      if (done) return { item: perhaps, isSure: false, isComplete: Object(value).complete !== false }
      const matched = match(value as Item)
      if (matched === 'yes') {
        await walk.return?.()
        return { item: value as Item, isSure: true, isComplete: false }
      }
      if (matched === 'perhaps') perhaps ??= value as Item
    }
  } catch (error) {
    // The walk ended, and may have missed rows.
    const isIncomplete = error instanceof SCIMResponseError && error.reason === 'incomplete'
    if (isIncomplete) return { item: perhaps, isSure: false, isComplete: false }
    throw error
  }
}
