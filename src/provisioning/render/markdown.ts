import type { Plan } from '../plan/plan.ts'
import { grouped } from './figures.ts'
import { codeCell } from './markdown-cell.ts'
import type { PlanView, RowView, SectionView } from './plan-view.ts'
import type { RenderOptions } from './render-options.ts'
import { viewPlan } from './view-plan.ts'

/** Characters of a comment that pull request pages accept is 65,536; this leaves room for a heading of the caller's. */
const MAX_LENGTH = 60_000
/** Characters of one list of the head, such as the sources; so the head always fits. */
const MAX_LIST = 6000

/** How a plan is set as Markdown; all optional. */
export interface MarkdownOptions extends RenderOptions {}

/**
 * Renders a plan as Markdown for a comment of a pull request: totals, deactivations, and the rest folded. The result
 * has at most 60,000 characters; rows that do not fit are counted, and totals and digest are always there. Names
 * cannot act: each stands in a code span, where no HTML, link or mention works.
 *
 * @param plan - what `planProvisioning` returned
 * @param options - digest, refusals, `redact` for comments that more people read than may know the values
 * @returns GitHub Flavored Markdown
 * @throws SCIMConfigurationError for a digest that is none
 *
 * @example
 * ```ts
 * import { type Plan, renderMarkdown } from 'slack-scim/provisioning'
 *
 * export function comment(plan: Plan, digest: string): string {
 *   return renderMarkdown(plan, { digest, redact: true })
 * }
 * ```
 */
export function renderMarkdown(plan: Plan, options: MarkdownOptions = {}): string {
  const view = viewPlan(plan, 'renderMarkdown', options)
  const head = headOf(view)
  const foot = footOf(view)
  let room = MAX_LENGTH - head.length - foot.length
  const parts = view.sections.map((section, index, { length }) => {
    // What cannot be undone in full gets all the room, every other section its share of what is left.
    const part = sectionOf(section, section.kind === 'deactivate' ? room : room / (length - index))
    room -= part.length
    return part
  })
  return head + parts.join('') + foot
}

function headOf(view: PlanView): string {
  const from = listed(view.sources.map(codeCell)).join(', ')
  const warnings = view.warnings.map((warning) => `> **!** ${codeCell(warning)}\n`)
  const refusals = view.refusals.map(
    ({ message, lift }) => `> **Refused** ${codeCell(message)}${lift && ` Lift: ${codeCell(lift)}`}\n`,
  )
  const quoted = [...listed(warnings), ...listed(refusals)].join('>\n')
  const totals = view.sections.map(
    ({ title, sign, rows, note }) => `| \`${sign}\` ${title} | ${grouped(rows.length)} | ${note} |\n`,
  )
  const table = `| what | accounts or groups | note |\n|---|--:|---|\n${totals.join('')}`
  const sums = [`**${view.totals}**`, ...listed(view.limits.map(codeCell))].join('; ')
  return [
    `### Plan for ${codeCell(view.organization)}`,
    `${codeCell(view.date)}${from && `, from ${from}`}`,
    quoted,
    totals.length > 0 ? table : 'Nothing to do: Slack has what the sources say.',
    sums,
    '',
  ]
    .filter((part, index, { length }) => part !== '' || index === length - 1)
    .map((part) => part.trimEnd())
    .join('\n\n')
}

function footOf({ digest, command }: PlanView): string {
  if (digest === undefined) return ''
  return `Digest \`${digest}\`\n${command === undefined ? '' : `\n\`\`\`sh\n${command}\n\`\`\`\n`}`
}

/** A table of as many rows as there is room for. Deactivations stand open. */
function sectionOf(section: SectionView, room: number): string {
  const { kind, title, rows } = section
  const count = grouped(rows.length)
  const [open, close] =
    kind === 'deactivate'
      ? [`#### ${title} ${count}\n\n`, '\n']
      : [`<details><summary>${title} ${count}</summary>\n\n`, '\n</details>\n\n']
  const columns = COLUMNS.filter(({ of }) => rows.some((row) => of(row) !== ''))
  const header = `| ${columns.map(({ name }) => name).join(' | ')} |\n|${'---|'.repeat(columns.length)}\n`
  const more = (count: number): string => `\n… ${grouped(count)} more\n`
  let left = room - open.length - header.length - close.length - more(rows.length).length
  const lines: string[] = []
  for (const row of rows) {
    const line = `| ${columns.map(({ of }) => of(row)).join(' | ')} |\n`
    if (line.length > left) break
    lines.push(line)
    left -= line.length
  }
  const rest = rows.length - lines.length
  if (lines.length === 0) return room > 200 ? `${title} ${count}: no room to show them\n\n` : ''
  return open + header + lines.join('') + (rest > 0 ? more(rest) : '') + close
}

const COLUMNS: readonly { readonly name: string; readonly of: (row: RowView) => string }[] = [
  { name: '', of: ({ sign }) => `\`${sign}\`` },
  { name: 'account or group', of: ({ id }) => codeCell(id) },
  { name: 'name', of: ({ id, name }) => (name === id ? '' : codeCell(name)) },
  { name: 'email', of: ({ address }) => codeCell(address) },
  { name: 'change', of: changesOf },
  {
    name: 'note',
    of: ({ note, fix }) => [codeCell(note), fix && `Fix: ${codeCell(fix)}`].filter(Boolean).join(' '),
  },
  { name: 'source', of: ({ origin }) => codeCell(origin) },
]

function changesOf({ changes }: RowView): string {
  const texts = changes.map(({ name, from, to }) => {
    if (to === undefined) return name
    return from === undefined ? `${name} ${codeCell(to)}` : `${name} ${codeCell(from)} → ${codeCell(to)}`
  })
  return texts.join('<br>')
}

/** The first texts of a list that fit, and how many more there are. */
function listed(texts: readonly string[]): readonly string[] {
  let room = MAX_LIST
  const fitting = texts.findIndex((text) => {
    room -= text.length
    return room < 0
  })
  return fitting < 0 ? texts : [...texts.slice(0, fitting), `… ${grouped(texts.length - fitting)} more\n`]
}
