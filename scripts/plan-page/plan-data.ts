/** A row as `renderHtml` embeds it; empty texts are left out. */
export interface RowData {
  readonly kind: string
  readonly sign: string
  readonly id: string
  readonly key?: string
  readonly name?: string
  readonly address?: string
  readonly origin?: string
  readonly note?: string
  readonly fix?: string
  readonly changes: readonly { readonly name: string; readonly from?: string; readonly to?: string }[]
}

/** A row of data and the element that shows it, which the server of the page made. */
export interface PlanRow {
  readonly data: RowData
  readonly element: HTMLTableRowElement
  /** What is searched, in lower case. */
  readonly text: string
}

/** Reads the embedded rows, and pairs them with the rows of the table, which have the same order. */
export function readRows(table: HTMLTableElement): readonly PlanRow[] {
  const elements = table.querySelectorAll<HTMLTableRowElement>('tbody tr:not(.kind)')
  const { rows } = JSON.parse(byId('plan').textContent ?? '') as { readonly rows: readonly RowData[] }
  return rows.flatMap((data, index) => {
    const element = elements[index]
    return element ? [{ data, element, text: textOf(data) }] : []
  })
}

/** An element that the page has. */
export function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  return document.getElementById(id) as E
}

function textOf({ kind, changes, ...texts }: RowData): string {
  const changed = changes.flatMap(({ name, from, to }) => [name, from, to])
  return [...Object.values(texts), ...changed].join('\n').toLowerCase().normalize()
}
