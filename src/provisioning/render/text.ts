import { SCIMConfigurationError } from '../../errors/configuration-error.ts'
import type { Plan } from '../plan/plan.ts'
import { columnsOf, wrap } from './columns.ts'
import { grouped } from './figures.ts'
import { type Palette, paletteOf } from './palette.ts'
import type { PlanView, SectionView } from './plan-view.ts'
import type { RenderOptions } from './render-options.ts'
import { type TextStyle, textRows } from './text-rows.ts'
import { viewPlan } from './view-plan.ts'

/** Rows of a section that are shown unless all are asked for. */
const FOLD = 20
const MIN_WIDTH = 20

/** How a plan is set as text; all optional. */
export interface TextOptions extends RenderOptions {
  /** `true` for ANSI colours, or functions that colour; default `false`. */
  readonly colour?: boolean | Palette | undefined
  /** Shows every row; default `false`: 20 of a kind, and all deactivations. */
  readonly all?: boolean | undefined
  /** Columns of the terminal, at least 20; default 100. */
  readonly width?: number | undefined
}

/**
 * Renders a plan for a terminal. Signs carry the meaning, so it reads without colour. Names cannot act on the
 * terminal: control characters, ANSI escapes and directional overrides are shown as `\u{1b}`.
 *
 * @param plan - what `planProvisioning` returned
 * @param options - colour, width in columns, what to leave out; see `TextOptions`
 * @returns lines, each with its line end
 * @throws SCIMConfigurationError for a width or a digest that is none
 *
 * @example
 * ```ts
 * import { type Plan, renderText } from 'slack-scim/provisioning'
 *
 * export function show(plan: Plan): void {
 *   console.log(renderText(plan, { width: 80, colour: true }))
 * }
 * ```
 */
export function renderText(plan: Plan, options: TextOptions = {}): string {
  const { colour = false, all = false, width = 100 } = options
  if (!(Number.isInteger(width) && width >= MIN_WIDTH))
    throw new SCIMConfigurationError(
      `renderText: width: must be a whole number of at least ${MIN_WIDTH} columns`,
    )
  const view = viewPlan(plan, 'renderText', options)
  const style = { width, palette: paletteOf(colour) }
  const sections = view.sections.flatMap((section) => sectionLines(section, all, style))
  const nothing = 'Nothing to do: Slack has what the sources say.'
  const isNothing = view.sections.length === 0 && view.refusals.length === 0
  const body = isNothing ? wrap(nothing, width) : [...sections, ...footLines(view, style)]
  return `${[...headLines(view, style), ...body].join('\n')}\n`
}

function headLines(view: PlanView, { width, palette }: TextStyle): readonly string[] {
  const from = view.sources.length > 0 ? `, from ${view.sources.join(', ')}` : ''
  const head = wrap(`Plan for ${view.organization}, ${view.date}${from}`, width)
  const warnings = view.warnings.flatMap((warning) => signed('!', warning, width))
  return [...head, ...warnings.map(palette.magenta), '']
}

function sectionLines(section: SectionView, all: boolean, style: TextStyle): readonly string[] {
  const { kind, rows } = section
  const isFolded = !all && kind !== 'deactivate' && rows.length > FOLD
  const shown = isFolded ? rows.slice(0, FOLD) : rows
  const more = isFolded ? [style.palette.dim(`    … ${grouped(rows.length - FOLD)} more, --all`)] : []
  return [...titleLines(section, style), ...textRows(section, shown, style), ...more, '']
}

/** The title, and its note at the right edge or below. */
function titleLines({ title, note, rows }: SectionView, { width, palette }: TextStyle): readonly string[] {
  const text = `${title} ${grouped(rows.length)}`
  const bold = palette.bold(text)
  if (note === '') return [bold]
  const space = width - columnsOf(text) - columnsOf(note)
  if (space >= 2) return [bold + ' '.repeat(space) + palette.dim(note)]
  return [bold, ...wrap(note, width - 2).map((line) => palette.dim(`  ${line}`))]
}

function footLines(view: PlanView, { width, palette }: TextStyle): readonly string[] {
  const refusals = view.refusals.flatMap(({ message, lift }) => [
    ...signed('!', message, width),
    ...(lift === '' ? [] : wrap(`Lift: ${lift}`, width - 4).map((line) => `    ${line}`)),
  ])
  const refused =
    refusals.length > 0 ? [palette.bold(`Refused ${view.refusals.length}`), ...refusals, ''] : []
  const sums = [`${view.totals}.`, ...view.limits.map((limit) => `${limit}.`)].join('  ')
  // A command is never broken: it is to be copied.
  const digest = view.digest === undefined ? [] : [`Digest ${view.digest}`]
  const apply = view.command === undefined ? [] : [`Apply: ${palette.bold(view.command)}`]
  return [...refused, ...wrap(sums, width), ...digest, ...apply]
}

function signed(sign: string, text: string, width: number): readonly string[] {
  return wrap(text, width - 4).map((line, index) => (index === 0 ? `  ${sign} ${line}` : `    ${line}`))
}
