import { byId, type PlanRow } from './plan-data.ts'
import type { Selection } from './selection.ts'

/** Rows of a page: few enough to be laid out at once. */
export const PAGE_ROWS = 200

/** The table of the page, of which one page of rows is shown. */
export class Table {
  readonly #body = document.createElement('tbody')
  readonly #heads: ReadonlyMap<string, HTMLTableRowElement>
  #found: readonly PlanRow[] = []

  constructor(table: HTMLTableElement) {
    const bodies = [...table.tBodies]
    this.#heads = new Map(bodies.flatMap(({ id, rows: [head] }) => (head ? [[id, head]] : [])))
    for (const body of bodies) body.remove()
    table.append(this.#body)
  }

  /** The number of pages, at least one. */
  get pages(): number {
    return Math.max(1, Math.ceil(this.#found.length / PAGE_ROWS))
  }

  /** Shows a page of rows, under the heads of their kinds where they stand in the order of the plan. */
  show(found: readonly PlanRow[], { page, sort }: Selection): void {
    this.#found = found
    const shown = found.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS)
    this.#body.replaceChildren(...this.#withHeads(shown, sort === undefined))
    for (const [index, { element }] of shown.entries()) element.tabIndex = index === 0 ? 0 : -1
    const first = page * PAGE_ROWS + 1
    byId('status').textContent =
      found.length === 0
        ? 'Nothing matches'
        : `${count(first)}–${count(first + shown.length - 1)} of ${count(found.length)}`
  }

  /** Shows every row, for print. */
  showAll(isGrouped: boolean): void {
    this.#body.replaceChildren(...this.#withHeads(this.#found, isGrouped))
  }

  /** Moves the focus to the next or previous row; false at the end. */
  move(step: 1 | -1): boolean {
    const rows = [...this.#body.querySelectorAll<HTMLTableRowElement>('tr:not(.kind)')]
    const current = document.activeElement?.closest('tr')
    const at = current ? rows.indexOf(current as HTMLTableRowElement) : -1
    const next = rows[at < 0 ? 0 : at + step]
    if (!next) return false
    for (const row of rows) row.tabIndex = row === next ? 0 : -1
    next.focus()
    return true
  }

  #withHeads(rows: readonly PlanRow[], isGrouped: boolean): readonly HTMLTableRowElement[] {
    let last = ''
    return rows.flatMap(({ data, element }) => {
      const head = isGrouped && data.kind !== last ? this.#heads.get(data.kind) : undefined
      last = data.kind
      return head ? [head, element] : [element]
    })
  }
}

/** `1204` to `1,204`. */
export function count(number: number): string {
  return number.toLocaleString('en-US')
}
