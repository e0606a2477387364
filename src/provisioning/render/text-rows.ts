import { clip, columnsOf, pad, wrap } from './columns.ts'
import type { Palette } from './palette.ts'
import type { ChangeView, RowView, SectionView, Sign } from './plan-view.ts'

/** The widest column, so that one long name does not push all others aside. */
const MAX_CELL = 40
const GAP = '  '
/** Where the first cell of a row starts, after its sign. */
const INDENT = 4
const CHANGE_INDENT = 8

const COLOURS: Readonly<Record<Sign, keyof Palette>> = {
  '-': 'red',
  '+': 'green',
  '~': 'yellow',
  '!': 'magenta',
  '·': 'dim',
}

/** How rows are set. */
export interface TextStyle {
  readonly width: number
  readonly palette: Palette
}

/** The lines of some rows of a section: a sentence each, or columns, with what changes below. */
export function textRows(
  { kind }: SectionView,
  rows: readonly RowView[],
  style: TextStyle,
): readonly string[] {
  if (kind === 'held' || kind === 'drift') return rows.flatMap((row) => sentence(row, style))
  const tables = columnsIn(rows, style.width)
  return rows.flatMap((row, index) => {
    const [first = '', ...rest] = tables[index] ?? []
    const changes = kind === 'createUser' ? [] : row.changes
    return [marked(row.sign, first, style), ...rest, ...changeLines(changes, style.width)]
  })
}

function marked(sign: Sign, text: string, { palette }: TextStyle): string {
  return `  ${palette[COLOURS[sign]](sign)} ${text}`
}

function sentence(row: RowView, style: TextStyle): readonly string[] {
  const { id, name, note, origin, fix } = row
  const who = name === '' || name === id ? id : `${id} ${name}`
  const texts = [`${who}: ${note}${origin && ` (${origin})`}`, fix && `Fix: ${fix}`].filter(Boolean)
  const lines = texts.flatMap((text) => wrap(text, style.width - INDENT))
  return lines.map((line, index) => (index === 0 ? marked(row.sign, line, style) : ' '.repeat(INDENT) + line))
}

/** The cells of each row in columns. Cells that do not fit beside the others stand on lines of their own, in every row. */
function columnsIn(rows: readonly RowView[], width: number): readonly (readonly string[])[] {
  const table = rows.map(({ id, name, address, origin, note }) =>
    [id, name === id ? '' : name, address, origin, note].map((cell, index, { length }) =>
      index === length - 1 ? cell : clip(cell, Math.min(MAX_CELL, Math.max(2, width - INDENT))),
    ),
  )
  const widths = (table[0] ?? []).map((_, column) =>
    table.reduce((widest, cells) => Math.max(widest, columnsOf(cells[column] ?? '')), 0),
  )
  let used = INDENT - GAP.length
  let fitting = widths.findIndex((columns) => {
    used += columns > 0 ? columns + GAP.length : 0
    return used > width
  })
  if (fitting < 0) fitting = widths.length
  return table.map((cells) => {
    const line = cells
      .slice(0, fitting)
      .map((cell, column) => ((widths[column] ?? 0) > 0 ? pad(cell, widths[column] ?? 0) + GAP : ''))
      .join('')
      .trimEnd()
    const rest = cells.slice(fitting).filter(Boolean).join(GAP)
    return rest === '' ? [line] : [line, ...indented(rest, INDENT + GAP.length, width)]
  })
}

/** `name  from → to`, or a line for each where they do not fit. */
function changeLines(changes: readonly ChangeView[], width: number): readonly string[] {
  const longest = changes.reduce((widest, { name }) => Math.max(widest, name.length), 0)
  return changes.flatMap(({ name, from, to }) => {
    const indent = ' '.repeat(Math.min(CHANGE_INDENT, width - 2 * INDENT))
    if (to === undefined) return [indent + name]
    const line = `${indent}${name.padEnd(longest)}${GAP}${from === undefined ? to : `${from} → ${to}`}`
    if (columnsOf(line) <= width) return [line]
    const values = [from, `→ ${to}`].filter((value) => value !== undefined)
    return [indent + name, ...values.flatMap((value) => indented(value, indent.length + GAP.length, width))]
  })
}

function indented(text: string, indent: number, width: number): readonly string[] {
  return wrap(text, Math.max(2, width - indent)).map((line) => ' '.repeat(indent) + line)
}
