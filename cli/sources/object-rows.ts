import { CLEAR } from '../../src/provisioning/index.ts'
import { checkRows, type Position, type Problems } from './problems.ts'
import type { Row, Table, TableFile } from './table.ts'

/** A field of an object, and where it stands. */
export interface Field {
  readonly name: string
  readonly value: unknown
  readonly at: Position
}

/** An object of a file. */
export interface ObjectRow {
  readonly fields: readonly Field[]
  readonly at: Position
}

/**
 * Makes a table of objects: the names of all their fields are its columns. `null` clears, a list is joined by `;`, and a
 * number is refused, since `0042` is not 42.
 */
export function objectTable(source: TableFile, objects: readonly ObjectRow[], problems: Problems): Table {
  const places = new Map<string, string>()
  const rows = objects.map(({ fields, at }): Row => {
    const cells: Record<string, string> = {}
    for (const { name, value, at: place } of fields) {
      if (!places.has(name)) places.set(name, `${place.line}:${place.column}`)
      const text = cellOf(value)
      if (typeof text === 'string') cells[name] = text
      else problems.report(`${name}: ${text.problem}`, place.line, place.column)
    }
    return { cells, line: at.line, column: at.column }
  })
  function* checkedRows(): Generator<Row> {
    yield* rows
    if (problems.issues.length === 0) checkRows(source, rows.length)
    problems.end()
  }
  const line = objects[0]?.at.line ?? 1
  return { file: source.file, header: [...places.keys()], line, places, rows: checkedRows() }
}

/** What the cell of a value would be, or what is wrong with it. */
function cellOf(value: unknown): string | { readonly problem: string } {
  if (typeof value === 'string') return value
  if (value === null) return CLEAR
  if (value === undefined) return { problem: 'is null: write <clear> to clear it, or put it in quotes' }
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number')
    return { problem: `is the number ${value}, which may have lost leading zeros: write it in quotes` }
  if (!Array.isArray(value)) return { problem: 'must be a text, not an object' }
  const bad = value.find((item) => typeof item !== 'string' || item.includes(';'))
  if (bad !== undefined) return { problem: 'must be a list of texts without ;' }
  return value.join(';')
}

/** The object of a value of JSON, which stands at one place; a problem if it is none. */
export function objectRow(value: unknown, at: Position, problems: Problems): ObjectRow | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.report('must be an object with a field for each column', at.line, at.column)
    return undefined
  }
  return { fields: Object.entries(value).map(([name, field]) => ({ name, value: field, at })), at }
}
