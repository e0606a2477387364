import { SCIMResponseError } from '../errors/response-error.ts'
import { defineHidden } from '../errors/scim-error.ts'
import { invalid } from '../errors/validation-error.ts'
import { extend } from '../protocol/extend.ts'
import { type ListEnd, type ListPage, rowsOf } from './page.ts'
import { type ListSettings, type WalkOptions, walk } from './walk.ts'

/**
 * A list of resources: await it for one page, iterate over it for every row.
 *
 * A list sends no request before that. Awaiting it twice sends one request; each iteration starts again, and
 * `break` stops it. No id comes twice. A walk that cannot be shown to be complete (its total changed, or is not
 * the number of rows received) rejects after its last row, unless `incomplete` is `'allow'`.
 *
 * @example
 * ```ts
 * import { SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * const { totalResults } = await scim.searchUsers({ count: 1 })
 * for await (const user of scim.searchUsers()) console.log(user.userName, totalResults)
 * ```
 */
export class SCIMList<Item, Page extends ListPage<Item>> implements Promise<Page>, AsyncIterable<Item> {
  readonly [Symbol.toStringTag]: string = 'SCIMList'
  readonly #settings: ListSettings<Page>
  #first: Promise<Page> | undefined

  /** @internal */
  constructor(settings: ListSettings<Page>) {
    this.#settings = settings
  }

  /** Resolves to the first page, which is requested once. */
  then<A = Page, B = never>(
    onFulfilled?: ((page: Page) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    const { startIndex, count, signal } = this.#settings
    this.#first ??= this.#fetch(startIndex, count, signal)
    return this.#first.then(onFulfilled, onRejected)
  }

  /** Handles a failure of the first page. */
  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<Page | B> {
    return this.then(undefined, onRejected)
  }

  /** Calls back when the first page has arrived or failed. */
  finally(onFinally?: (() => void) | null): Promise<Page> {
    return this.then().finally(onFinally)
  }

  /** Yields every row once; rejects after the last one if rows may be missing. */
  [Symbol.asyncIterator](): AsyncGenerator<Item, ListEnd> {
    return this.#walk(rows)
  }

  /**
   * Yields every page, with the rows that no earlier page had.
   *
   * @param options - `ahead` and `incomplete`, over those of the search
   * @throws {@link SCIMResponseError} (`incomplete`) after the last page, if rows may be missing
   */
  pages(options?: WalkOptions): AsyncGenerator<Page, ListEnd> {
    const { key } = this.#settings
    return this.#walk(
      (page, items) => [
        walkable(extend(page, { [key]: items }) as unknown as Page, page[Symbol.asyncIterator]),
      ],
      options,
    )
  }

  /**
   * Every row, in an array.
   *
   * @param options - `max`: how many rows at the most, `Infinity` for any number; `ahead` and `incomplete`
   * @throws {@link SCIMValidationError} for more rows than `max`, as soon as the total says so
   * @throws {@link SCIMResponseError} (`incomplete`) if rows may be missing; its `items` are the rows that were read
   */
  async toArray(options: WalkOptions & { readonly max: number }): Promise<Item[]> {
    const { operation, startIndex = 1 } = this.#settings
    const { max, ...rest } = options ?? {}
    // Negated, so that a `max` of NaN rejects too.
    if (!(max >= 0)) throw invalid(operation, 'max', 'must be a number of rows: toArray({ max: 10_000 })')
    const all: Item[] = []
    try {
      for await (const page of this.pages(rest)) {
        for (const row of rowsOf<Item>(page, this.#settings.key)) all.push(row)
        const more = Math.max(all.length, page.totalResults - Math.max(1, startIndex) + 1)
        if (more > max) throw invalid(operation, 'max', `is ${max}, but there are ${more}`)
      }
    } catch (error) {
      if (error instanceof SCIMResponseError && error.reason) defineHidden(error, { items: all })
      throw error
    }
    return all
  }

  async #fetch(index: number | undefined, count: number | undefined, signal?: AbortSignal): Promise<Page> {
    const page = await this.#settings.fetch(index, count, signal)
    return walkable(page, () => this.#walk(rows, undefined, { startIndex: index, page }))
  }

  #walk<Out>(
    pick: (page: Page, items: readonly Item[]) => Iterable<Out>,
    options?: WalkOptions,
    from?: { readonly startIndex: number | undefined; readonly page: Page },
  ): AsyncGenerator<Out, ListEnd> {
    const { ahead, incomplete, startIndex } = this.#settings
    const settings = {
      ...this.#settings,
      ahead: options?.ahead ?? ahead,
      incomplete: options?.incomplete ?? incomplete,
      startIndex: from ? from.startIndex : startIndex,
      fetch: (...ask: Parameters<ListSettings<Page>['fetch']>) => this.#fetch(...ask),
    }
    return walk(settings, pick, from?.page)
  }
}

const rows = <Item>(_page: unknown, items: readonly Item[]): readonly Item[] => items

/** Makes a page iterable, without a property that JSON or a console shows. */
function walkable<Page extends object>(page: Page, iterate: () => unknown): Page {
  defineHidden(page, { [Symbol.asyncIterator]: iterate })
  return page
}
