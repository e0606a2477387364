import { SCIMResponseError } from '../errors/response-error.ts'
import type { SCIMEvent } from '../events/events.ts'
import type { SCIMResponse } from '../protocol/response.ts'
import type { Clock } from '../time/clock.ts'
import { Completeness } from './completeness.ts'
import { type ListEnd, type ListPage, readTotal, rowsOf } from './page.ts'
import { PagesAhead } from './pages-ahead.ts'

/** Options of a walk over a whole list. */
export interface WalkOptions {
  /**
   * How many pages are requested before they are needed; 0 requests one page after the other. By default the walk
   * adapts: while its consumer waits for pages, it requests up to 4 in advance, from the second page on, and at most 250
   * pages a minute, a quarter of what Slack allows an organization. A page that needed a retry sets it back to 0.
   */
  readonly ahead?: number | undefined
  /**
   * `'allow'` ends a walk that cannot be shown to be complete like any other; default `'refuse'`: it rejects, since
   * accounts that are missing from a list get deactivated.
   */
  readonly incomplete?: 'refuse' | 'allow' | undefined
}

/** Settings of a list and of its walks. */
export interface ListSettings<Page> extends WalkOptions {
  readonly operation: string
  /** The property of a page that holds its rows. */
  readonly key: string
  /** Requests the page at a 1-based index; rejects for invalid parameters. */
  readonly fetch: (
    index: number | undefined,
    count: number | undefined,
    signal?: AbortSignal,
  ) => Promise<Page>
  readonly startIndex?: number | undefined
  readonly count?: number | undefined
  /** Rows of a page when the whole list is walked. */
  readonly walkCount: number
  readonly signal: AbortSignal | undefined
  readonly clock: Clock
  readonly emit: (event: SCIMEvent) => void
}

/** A walk ends after this many pages in a row without a new row. */
const MAX_BARREN_PAGES = 3
/** Ten million people. Ends the walk of a service whose total grows with every page. */
const MAX_PAGES = 10_000
/** Upper bound of pages read after the end that `totalResults` gives, while they are full of new rows. */
const MAX_PAGES_BEHIND = 100

/**
 * Walks a list page by page. Yields the result of `pick` for each page and those of its rows that no earlier page had.
 *
 * Slack documents no order of rows and has no cursor, so created and deleted rows move others across page borders. The
 * walk therefore compares ids. The next page starts after the received rows, not after `count` or `itemsPerPage`. After
 * a full last page the walk sends one more request, in case `totalResults` is too low.
 */
export async function* walk<Item, Page extends ListPage<Item>, Out>(
  {
    operation,
    key,
    fetch,
    startIndex = 1,
    count: asked = 0,
    walkCount,
    ahead,
    incomplete,
    signal,
    clock,
    emit,
  }: ListSettings<Page>,
  pick: (page: Page, items: readonly Item[]) => Iterable<Out>,
  first?: Page,
): AsyncGenerator<Out, ListEnd> {
  const count = asked > 0 ? asked : walkCount
  const start = Math.max(1, startIndex)
  const requests = new PagesAhead<Page>({
    fetch: (at, pageSignal) => fetch(at, count, pageSignal),
    ahead,
    signal,
    now: () => clock.now(),
  })
  const seen = new Completeness(start, (from, to) => emit({ type: 'list.changed', operation, from, to }))
  let index = start
  let pages = 0
  let page: Page | undefined
  try {
    for (let behind = 0, ended = false; !ended && pages < MAX_PAGES; ) {
      page = (!pages++ && first) || (await requests.take(index))
      const all = rowsOf<Item>(page, key)
      const total = readTotal(page)
      index += all.length || count
      // The first page of an awaited list had a count of its own.
      const isFull = pages === 1 && first ? all.length >= count : seen.isFull(all.length, count)
      requests.expect(index, Math.min(count, seen.widest || count), total ?? 0)
      const fresh = seen.add(all, total)
      const isBehind = total === undefined ? !all.length : index > total
      ended = seen.barren === MAX_BARREN_PAGES
      if (isBehind) ended ||= !isFull || !seen.grew || behind++ === MAX_PAGES_BEHIND
      for (const out of pick(page, fresh.length < all.length ? fresh : all)) yield out
    }
  } finally {
    requests.close()
  }
  const gaps = seen.gaps()
  const end: ListEnd = { pages, items: seen.items, complete: gaps.length === 0 }
  emit({ type: 'list.end', operation, ...end })
  if (!end.complete && incomplete !== 'allow' && page) throw incompleteList(operation, gaps, page)
  return end
}

function incompleteList(operation: string, gaps: readonly string[], page: SCIMResponse): SCIMResponseError {
  const { attempts } = page
  const fix = "read it again, or pass { incomplete: 'allow' }"
  const message = `${operation}: the list is incomplete: ${gaps.join(', ')}: ${fix}`
  return new SCIMResponseError({
    message,
    response: page,
    state: { applied: 'no', attempts },
    reason: 'incomplete',
  })
}
