/** One change to a source, and whether a test noticed. */
export interface Mutant {
  readonly path: string
  readonly line: number
  /** What Stryker takes to change this place alone: `path:line:column-line:column`. */
  readonly range: string
  readonly mutator: string
  readonly status: string
  /** The changed text on one line, shortened. */
  readonly original: string
  readonly replacement: string
}

/** The parts of Stryker's JSON report that are read. */
interface Report {
  readonly files: Readonly<Record<string, ReportedFile>>
}

interface ReportedFile {
  readonly source: string
  readonly mutants: readonly {
    readonly mutatorName: string
    readonly replacement?: string
    readonly status: string
    readonly location: { readonly start: Position; readonly end: Position }
  }[]
}

interface Position {
  readonly line: number
  readonly column: number
}

/** Whether no test noticed a mutant. */
export function isSurvivor({ status }: Mutant): boolean {
  return status === 'Survived' || status === 'NoCoverage'
}

/** Whether two reports speak of the same change. */
export function isSameMutant(one: Mutant, other: Mutant): boolean {
  return one.range === other.range && one.mutator === other.mutator && one.replacement === other.replacement
}

/** Every mutant of a report that Stryker ran. */
export function readMutants({ files }: Report): Mutant[] {
  return Object.entries(files).flatMap(([path, { source, mutants }]) =>
    mutants
      .filter(({ status }) => status !== 'Ignored')
      .map(({ mutatorName, replacement = '', status, location: { start, end } }) => ({
        path,
        line: start.line,
        // The report counts columns from 1, the option from 0.
        range: `${path}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`,
        mutator: mutatorName,
        status,
        original: oneLine(textBetween(source.split('\n'), start, end)),
        replacement: oneLine(replacement),
      })),
  )
}

function textBetween(lines: readonly string[], start: Position, end: Position): string {
  const text = lines.slice(start.line - 1, end.line)
  const last = text.length - 1
  return text
    .map((line, index) => (index === last ? line.slice(0, end.column - 1) : line))
    .map((line, index) => (index === 0 ? line.slice(start.column - 1) : line))
    .join(' ')
}

function oneLine(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim()
  return words.length > 100 ? `${words.slice(0, 100)}…` : words
}
