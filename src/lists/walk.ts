import type { SCIMEvent } from '../events/events.ts'
import { onAbort } from '../time/signal.ts'
import { type ListEnd, type ListPage, rowsOf } from './page.ts'

/** Settings of a list and of its walks. */
export interface ListSettings<Page> {
  readonly operation: string
  /** The property of a page that holds its rows. */
  readonly key: string
  /** Requests the page at a 1-based index; rejects invalid parameters. */
  readonly fetch: (
    index: number | undefined,
    count: number | undefined,
    signal?: AbortSignal,
  ) => Promise<Page>
  readonly startIndex?: number | undefined
  readonly count?: number | undefined
  /** `count` of a page when the whole list is walked. */
  readonly walkCount: number
  /** How many pages to fetch in advance. */
  readonly ahead?: number | undefined
  readonly signal: AbortSignal | undefined
  readonly emit: (event: SCIMEvent) => void
}

/** A walk ends after this many pages in a row without a new row. */
const MAX_BARREN_PAGES = 3
/** Ten million people. Ends the walk of a service whose total grows with every page. */
const MAX_PAGES = 10_000

/**
 * Walks a list page by page. Yields the result of `pick` for each page and those of its rows that no earlier
 * page had.
 *
 * Slack documents no order of rows and has no cursor, so created and deleted rows move others across page
 * borders. The walk therefore compares ids. The next page starts after the received rows, not after `count`
 * or `itemsPerPage`. A walk that may have missed a row is not `complete`.
 */
export async function* walk<Item, Page extends ListPage<Item>, Out>(
  {
    operation,
    key,
    fetch,
    startIndex = 1,
    count: asked = 0,
    walkCount,
    ahead = 0,
    signal,
    emit,
  }: ListSettings<Page>,
  pick: (page: Page, items: readonly Item[]) => Iterable<Out>,
  first?: Page,
): AsyncGenerator<Out, ListEnd> {
  const controller = new AbortController()
  const removeListener = onAbort(signal, (reason) => controller.abort(reason))
  const count = asked > 0 ? asked : walkCount
  const start = Math.max(1, startIndex)
  const ask = (at: number): Promise<Page> => fetch(at, count, controller.signal)
  // Pages requested in advance, assuming that each page is full.
  const guesses = new Map<number, Promise<Page>>()
  const seen = new Set<unknown>()
  let index = start
  let total: number | undefined
  let complete = true
  let items = 0
  let pages = 0
  try {
    for (let barren = 0, ended = false; !ended && pages < MAX_PAGES && barren < MAX_BARREN_PAGES; ) {
      const page = (!pages++ && first) || (await (guesses.get(index) ?? ask(index)))
      guesses.delete(index)
      const all = rowsOf<Item>(page, key)
      const known = /^\d+$/.test(String(page.body?.totalResults))
      const to = page.totalResults
      if (known && total !== undefined && to !== total) {
        complete = false
        emit({ type: 'list.changed', operation, from: total, to })
      }
      if (known) total = to
      else complete = false
      index += all.length || count
      ended = known ? index > to : !all.length
      for (let n = 0, next = index; n < ahead && !ended && next <= to; n++, next += count) {
        const guess = guesses.get(next) ?? ask(next)
        // The walk may end before it awaits this page; its rejection must not be unhandled.
        guess.catch(() => {})
        guesses.set(next, guess)
      }
      const fresh = all.filter((row) => {
        const { id } = row as { readonly id?: unknown }
        if (id === undefined) complete = false
        return id === undefined || (!seen.has(id) && seen.add(id))
      })
      barren = fresh.length ? 0 : barren + 1
      items += fresh.length
      yield* pick(page, fresh.length < all.length ? fresh : all)
    }
  } finally {
    removeListener()
    controller.abort()
  }
  complete &&= items === Math.max(0, (total ?? 0) - start + 1)
  const end: ListEnd = { pages, items, complete }
  emit({ type: 'list.end', operation, ...end })
  return end
}
