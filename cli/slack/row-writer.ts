import { stringify } from 'csv-stringify/sync'
import { neutralCell } from '../sources/formula.ts'
import { plainJson } from '../terminal/plain-json.ts'

/** The formats of an export. */
export const EXPORT_FORMATS = ['csv', 'json', 'ndjson'] as const

/** A format of an export. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** A row of an export: texts, and lists of texts, by the name of the column. */
export type ExportRow = Readonly<Record<string, string | readonly string[] | boolean | undefined>>

/** Makes the text of a file of rows, piece by piece. */
export interface RowWriter {
  readonly begin: string
  row(row: ExportRow): string
  readonly end: string
}

/** Makes the writer of a format. In CSV, no spreadsheet runs a cell as a formula. */
export function rowWriter(format: ExportFormat, columns: readonly string[]): RowWriter {
  const record = (row: ExportRow): object =>
    Object.fromEntries(columns.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])))
  if (format === 'ndjson') return { begin: '', row: (row) => `${plainJson(record(row))}\n`, end: '' }
  if (format === 'csv') {
    const line = (cells: readonly string[]): string => stringify([cells.map(neutralCell)])
    return { begin: line(columns), row: (row) => line(columns.map((name) => cellOf(row[name]))), end: '' }
  }
  let isFirst = true
  return {
    begin: '[',
    row(row) {
      const separator = isFirst ? '\n' : ',\n'
      isFirst = false
      return `${separator}${plainJson(record(row))}`
    },
    end: '\n]\n',
  }
}

function cellOf(value: ExportRow[string]): string {
  if (value === undefined) return ''
  return Array.isArray(value) ? value.join(';') : String(value)
}
