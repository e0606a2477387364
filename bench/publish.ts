import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { chart, SCHEMES } from './chart.ts'
import type { Figures } from './http/compare.ts'
import { httpRows } from './http.ts'
import type { Goal, Report } from './report.ts'

const PAGE = new URL('../docs/performance.md', import.meta.url)
const IMAGES = new URL('../docs/images/', import.meta.url)

/** The machine of a run. */
export interface Machine {
  readonly node: string
  readonly platform: string
  readonly processors: number
}

/** Reports by the name of the part. */
export type Reports = Readonly<Record<string, Report>>

/**
 * Writes the figures of a run into `docs/performance.md`, and the chart of the README in both schemes.
 *
 * @param reports - `http` is needed, and the goals of all are listed
 */
export function publish(machine: Machine, reports: Reports): void {
  writeFileSync(PAGE, withFigures(readFileSync(PAGE, 'utf8'), machine, reports))
  mkdirSync(IMAGES, { recursive: true })
  for (const [name, scheme] of Object.entries(SCHEMES))
    writeFileSync(new URL(`performance-${name}.svg`, IMAGES), chart(figuresOf(reports), scheme))
}

/** Returns the page with the figures of a run between its marks. */
export function withFigures(page: string, machine: Machine, reports: Reports): string {
  const [head = [], ...rows] = httpRows(figuresOf(reports), 'thrift')
  const goals = Object.values(reports).flatMap(({ goals = [] }) => goals)
  const outline = `Node ${machine.node}, ${machine.platform}, ${machine.processors} processors:`
  const figures = [outline, '', ...markdown([['client', ...head.slice(1)], ...rows])]
  return replaceBlock(replaceBlock(page, 'figures', figures), 'goals', goalTable(goals))
}

function figuresOf({ http }: Reports): Figures {
  if (!http) throw new Error('bench: --publish needs the part http')
  return http.data as Figures
}

function goalTable(goals: readonly Goal[]): string[] {
  const rows = goals.map(({ name, aim, reached, met }) => [name, aim, reached, met ? 'yes' : '**no**'])
  return markdown([['what', 'goal', 'reached', 'met'], ...rows])
}

function markdown([head = [], ...rows]: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
}

/** Puts lines between `<!-- bench: name -->` and its end. */
function replaceBlock(page: string, name: string, lines: readonly string[]): string {
  const [open, close] = [`<!-- bench: ${name} -->`, `<!-- bench: end of ${name} -->`]
  const [before, inside] = page.split(open)
  const after = inside?.split(close)[1]
  if (after === undefined) throw new Error(`bench: docs/performance.md has no marks of ${name}`)
  return [before, open, '\n', lines.join('\n'), '\n', close, after].join('')
}
