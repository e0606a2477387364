/** One row of a file. */
export interface Row {
  /** Texts by the name of the column; a column that is not there has no cell. */
  readonly cells: Readonly<Record<string, string>>
  /** The line on which the row begins, 1-based. */
  readonly line: number
  /** 1-based; absent where every row begins at the first character. */
  readonly column?: number | undefined
}

/** A file of rows, whatever its format. */
export interface Table {
  /** The file as the user named it. */
  readonly file: string
  /** The names of the columns. */
  readonly header: readonly string[]
  /** The line of the header, or of the first row that has none. */
  readonly line: number
  /** Where a column is named first, such as `3:5`, in files without a header. */
  readonly places?: ReadonlyMap<string, string> | undefined
  /** The rows, once. Throws `SCIMSourceError` behind the last row, with what is wrong with each. */
  readonly rows: AsyncIterable<Row> | Iterable<Row>
}

/** The formats of files. */
export const FORMATS = ['csv', 'json', 'ndjson', 'yaml'] as const

/** A format of files. */
export type Format = (typeof FORMATS)[number]

/** A file to read. */
export interface TableFile {
  readonly format: Format
  /** The file as the user named it, for messages. */
  readonly file: string
  /** Where it is. */
  readonly path: string
  /** Of CSV; default `,`. */
  readonly delimiter?: string | undefined
  /** The least number of rows; default 0. */
  readonly expectRows?: number | undefined
}
