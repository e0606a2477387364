import { defineHidden } from '../errors/scim-error.ts'
import { invalid } from '../errors/validation-error.ts'
import { extend } from '../protocol/extend.ts'
import { type ListEnd, type ListPage, rowsOf } from './page.ts'
import { type ListSettings, walk } from './walk.ts'

/**
 * A list of resources: await it for one page, iterate over it for every row.
 *
 * A list sends no request before that. Awaiting it twice sends one request; each iteration starts again, and
 * `break` stops it. No id comes twice. If `totalResults` changes during a walk, the client emits
 * `list.changed`, and the walk is not `complete` (the return value of the generator, and the event
 * `list.end`).
 *
 * @example
 * ```ts
 * import { SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * const { totalResults } = await scim.searchUsers({ count: 1 })
 * for await (const user of scim.searchUsers({ ahead: 1 })) console.log(user.userName, totalResults)
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

  /** Yields every row once. */
  [Symbol.asyncIterator](): AsyncGenerator<Item, ListEnd> {
    return this.#walk((_page, items) => items)
  }

  /**
   * Yields every page, with the rows that no earlier page had.
   *
   * @param options - `ahead`: how many pages to fetch in advance
   */
  pages(options?: { readonly ahead?: number | undefined }): AsyncGenerator<Page, ListEnd> {
    const { key } = this.#settings
    return this.#walk(
      (page, items) => [
        walkable(extend(page, { [key]: items }) as unknown as Page, page[Symbol.asyncIterator]),
      ],
      options?.ahead,
    )
  }

  /**
   * Every row, in an array. Of a list that changes while it is read rows may be missing: `list.changed` and
   * `list.end` say so.
   *
   * @param options - `max`: how many rows at the most, `Infinity` for any number; `ahead`
   * @throws {@link SCIMValidationError} if there are more than `max`, in place of the first of them
   */
  async toArray(options: { readonly max: number; readonly ahead?: number }): Promise<Item[]> {
    const { operation, startIndex = 1 } = this.#settings
    const { max, ahead } = options ?? {}
    const all: Item[] = []
    for await (const page of this.pages({ ahead })) {
      all.push(...rowsOf<Item>(page, this.#settings.key))
      const more = Math.max(all.length, page.totalResults - Math.max(1, startIndex) + 1)
      // Negated, so that a `max` of NaN rejects too.
      if (!(more <= max)) throw invalid(operation, 'max', `is ${max}, but there are ${more}`)
    }
    return all
  }

  async #fetch(index: number | undefined, count: number | undefined, signal?: AbortSignal): Promise<Page> {
    const page = await this.#settings.fetch(index, count, signal)
    return walkable(page, () => this.#walk((_page, items) => items, undefined, index, page))
  }

  #walk<Out>(
    pick: (page: Page, items: readonly Item[]) => Iterable<Out>,
    ahead = this.#settings.ahead,
    startIndex = this.#settings.startIndex,
    first?: Page,
  ): AsyncGenerator<Out, ListEnd> {
    return walk({ ...this.#settings, ahead, startIndex, fetch: (...ask) => this.#fetch(...ask) }, pick, first)
  }
}

/** Makes a page iterable, without a property that JSON or a console shows. */
function walkable<Page extends object>(page: Page, iterate: () => unknown): Page {
  defineHidden(page, { [Symbol.asyncIterator]: iterate })
  return page
}
