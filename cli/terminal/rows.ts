import { clip, columnsOf, pad } from '../../src/provisioning/render/columns.ts'
import { plain } from '../../src/provisioning/render/plain.ts'

/** Sets cells in columns. A cell that is too long is cut, but for the last one, which takes what room is left. */
export function rowOf(cells: readonly string[], widths: readonly number[]): string {
  const set = cells.map((cell, at) => {
    const width = widths[at]
    const text = plain(cell)
    return width === undefined ? text : pad(clip(text, width), width)
  })
  return `${set.join('  ').trimEnd()}\n`
}

/** Sets names and values below each other. */
export function fields(values: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...values.map(([name]) => columnsOf(name)))
  return values.map(([name, value]) => rowOf([name, value], [width])).join('')
}
