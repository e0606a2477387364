import { onAbort } from '../time/signal.ts'

/** With the page that is due these are five requests at a time; Workers and browsers open six connections. */
const MAX_AHEAD = 4

/** A quarter of the 1000 reads a minute that Slack allows all apps of an organization. */
const MAX_PER_MINUTE = 250

/** How the pages of a walk are requested. */
export interface PagesAheadSettings<Page> {
  /** Requests the page at a 1-based index. */
  readonly fetch: (index: number, signal: AbortSignal) => Promise<Page>
  /** How many pages are requested before they are due; by default the number adapts. */
  readonly ahead: number | undefined
  readonly signal: AbortSignal | undefined
  /** The current time, in milliseconds. */
  readonly now: () => number
}

/** A page that was requested. */
interface RequestedPage<Page> {
  readonly page: Promise<Page>
  hasArrived: boolean
}

/**
 * Requests the pages of a walk, some of them before they are due.
 *
 * Without a number of its own it adapts: each time the walk has to wait for a page, it requests twice as many in advance,
 * since the consumer is faster than the service. A page that took more than one attempt ends that: the service is busy.
 */
export class PagesAhead<Page extends { readonly attempts: number }> {
  readonly #settings: PagesAheadSettings<Page>
  readonly #requested = new Map<number, RequestedPage<Page>>()
  readonly #begun: number
  #removeListener = (): void => {}
  #controller = new AbortController()
  #adapted = 0
  #requests = 0
  #rows = 1
  #last = 0

  constructor(settings: PagesAheadSettings<Page>) {
    this.#settings = settings
    this.#begun = settings.now()
    this.#open()
  }

  /** Resolves to the page at an index, and requests pages behind it. */
  async take(index: number): Promise<Page> {
    // Pages that arrived before the signal aborted are not yielded after it.
    if (!this.#requested.has(index) || this.#settings.signal?.aborted) this.#cancelRequests()
    const requested = this.#requested.get(index)
    const waits = !requested?.hasArrived && this.#last > 0
    if (waits) this.#adapted = Math.min(2 * this.#adapted || 1, MAX_AHEAD)
    const due = requested ?? this.#request(index)
    this.#requested.delete(index)
    this.#requestFrom(index + this.#rows)
    const page = await due.page
    if (page.attempts > 1) this.#adapted = 0
    return page
  }

  /**
   * Requests pages in advance, so that they are under way while the consumer works.
   *
   * @param index - where the page after the one just taken begins
   * @param rows - how many rows a page is expected to have
   * @param last - the index of the last row
   */
  expect(index: number, rows: number, last: number): void {
    this.#rows = rows
    this.#last = last
    this.#requestFrom(index)
  }

  /** Aborts every request that is under way. */
  close(): void {
    this.#removeListener()
    this.#controller.abort()
  }

  #requestFrom(index: number): void {
    const ahead = this.#ahead()
    for (let n = 0, at = index; n < ahead && at <= this.#last; n++, at += this.#rows) {
      if (!this.#requested.has(at)) this.#requested.set(at, this.#request(at))
    }
  }

  #ahead(): number {
    const { ahead, now } = this.#settings
    if (ahead !== undefined) return ahead
    const minutes = 1 + Math.floor((now() - this.#begun) / 60_000)
    return this.#requests < MAX_PER_MINUTE * minutes ? this.#adapted : 0
  }

  #request(index: number): RequestedPage<Page> {
    this.#requests++
    const page = this.#settings.fetch(index, this.#controller.signal)
    const requested = { page, hasArrived: false }
    const arrived = (): void => {
      requested.hasArrived = true
    }
    // The page may never be taken; a failure rejects the walk when the page is due.
    page.then(arrived, arrived)
    return requested
  }

  /** Aborts requests for pages that begin at other rows than expected, since a page had fewer rows or more. */
  #cancelRequests(): void {
    if (this.#requested.size === 0) return
    this.close()
    this.#open()
    this.#requested.clear()
  }

  #open(): void {
    const controller = new AbortController()
    this.#controller = controller
    this.#removeListener = onAbort(this.#settings.signal, (reason) => controller.abort(reason))
  }
}
