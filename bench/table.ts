import type { Measured } from './measure.ts'
import type { Goal } from './report.ts'

/** Rows of text in columns, the first row being the heading. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const rule = widths.map((width) => '-'.repeat(width)).join('  ')
  return [lines[0], rule, ...lines.slice(1)].join('\n')
}

/** What was measured, with the ratios to the first row. */
export function measuredTable(what: string, measured: readonly Measured[]): string {
  return table([
    [what, 'µs', 'ratio'],
    ...measured.map(({ name, microseconds, ratio }) => [
      name,
      microseconds.toFixed(2).padStart(8),
      ratio.toFixed(2).padStart(6),
    ]),
  ])
}

/** A goal, and whether this run met it: a figure of one machine, not a promise. */
export function goal(text: string, met: boolean): string {
  return `${met ? 'met   ' : 'MISSED'} ${text}`
}

/** Goals, one a line. */
export function goalLines(goals: readonly Goal[]): string {
  return goals.map(({ name, aim, reached, met }) => goal(`${name}: ${aim} (${reached})`, met)).join('\n')
}
