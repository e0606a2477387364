import { pipeline, Readable } from 'node:stream'
import { CsvError, type Options, parse } from 'csv-parse'
import { originalCell } from './formula.ts'
import { checkRows, type Problems, problemsOf, sourceProblem } from './problems.ts'
import type { Row, Table, TableFile } from './table.ts'
import { type PlacedText, textOf } from './text-of.ts'

/** Characters of a row. */
const MAX_ROW = 1_000_000

/** A record of csv-parse, with `info`. */
interface Parsed {
  readonly info: { readonly lines: number }
  readonly record: readonly string[]
}

/**
 * Opens a file of CSV: UTF-8, with or without BOM; the first line names the columns.
 *
 * @throws {SCIMSourceError} for a file that cannot be read or has no header
 */
export async function openCsv(source: TableFile, signal?: AbortSignal): Promise<Table> {
  const { file, path, delimiter = ',' } = source
  const text = textOf(file, path, signal)
  const progress = { line: 0 }
  const options: Options = {
    delimiter,
    info: true,
    max_record_size: MAX_ROW,
    relax_column_count: true,
    skip_empty_lines: true,
    // Called as soon as a record is parsed; those that wait to be read are dropped by an error.
    on_record(record, { lines }) {
      progress.line = lines
      return record
    },
  }
  const parser = parse(options)
  // The iteration throws what ends the pipeline.
  pipeline(Readable.from(text.chunks), parser, () => {})
  const records = (parser as AsyncIterable<Parsed>)[Symbol.asyncIterator]()
  const reading: Reading = { source, text, problems: problemsOf(file), records, progress }
  const first = await nextRecord(reading)
  if (!first) throw sourceProblem(file, 'is empty: the first line must name the columns', { line: 1 })
  checkDelimiter(file, delimiter, first)
  return { file, header: first.record, line: first.line, rows: rowsOf(reading, first.record) }
}

/** What spreadsheets write between cells, and its name in a configuration. */
const DELIMITERS: Readonly<Record<string, string>> = { ',': "','", ';': "';'", '\t': '"\\t"', '|': "'|'" }

/** Refuses a header that is one column only because another delimiter is in it. */
function checkDelimiter(
  file: string,
  delimiter: string,
  { record, line }: { readonly record: readonly string[]; readonly line: number },
): void {
  const [only = '', ...others] = record
  const meant = Object.keys(DELIMITERS).find((one) => one !== delimiter && only.includes(one))
  if (others.length > 0 || meant === undefined) return
  throw sourceProblem(
    file,
    `the first line is one column, and has ${DELIMITERS[meant]}: set delimiter: ${DELIMITERS[meant]} for the file, or save it with commas`,
    { line },
  )
}

/** A file that is being read. */
interface Reading {
  readonly source: TableFile
  readonly text: PlacedText
  readonly problems: Problems
  readonly records: AsyncIterator<Parsed>
  /** The last line of the last record that was parsed. */
  readonly progress: { readonly line: number }
}

async function* rowsOf(reading: Reading, header: readonly string[]): AsyncGenerator<Row> {
  const { source, problems, records } = reading
  let rows = 0
  try {
    for (let next = await nextRecord(reading); next; next = await nextRecord(reading)) {
      const { record, line } = next
      rows++
      if (record.length === header.length) {
        yield {
          cells: Object.fromEntries(header.map((name, at) => [name, originalCell(record[at] ?? '')])),
          line,
        }
        continue
      }
      const fix = record.length > header.length ? 'is a comma within a cell quoted?' : 'is the line cut off?'
      problems.report(`has ${record.length} cells, and the header ${header.length}: ${fix}`, line)
    }
  } catch (error) {
    problems.absorb(error)
  } finally {
    await records.return?.()
  }
  if (problems.issues.length === 0) checkRows(source, rows)
  problems.end()
}

/** The next record, and the line on which it begins. */
async function nextRecord(
  reading: Reading,
): Promise<{ readonly record: readonly string[]; readonly line: number } | undefined> {
  try {
    const { done, value } = await reading.records.next()
    if (done) return undefined
    const { record, info } = value
    const within = record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
    return { record, line: info.lines - within }
  } catch (error) {
    throw error instanceof CsvError ? csvProblem(reading, error) : error
  }
}

function csvProblem({ source: { file }, text, progress }: Reading, error: CsvError): Error {
  const opened = text.openQuote()
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return sourceProblem(file, 'quote: opens here and is not closed: close it', opened)
  const start = { line: progress.line + 1 }
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return sourceProblem(
      file,
      `the row is longer than ${MAX_ROW / 1_000_000} million characters: is a quote not closed?`,
      start,
    )
  if (error.code === 'CSV_INVALID_CLOSING_QUOTE')
    return sourceProblem(
      file,
      'quote: text follows a closing quote: write a quote within a cell twice',
      start,
    )
  if (error.code === 'INVALID_OPENING_QUOTE')
    return sourceProblem(
      file,
      'quote: stands within a cell: quote the whole cell, and write the quote twice',
      start,
    )
  return sourceProblem(file, `is no CSV: ${error.code}`, start)
}
