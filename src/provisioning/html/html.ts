import type { Plan } from '../plan/plan.ts'
import { counted, grouped } from '../render/figures.ts'
import type { PlanView, SectionView } from '../render/plan-view.ts'
import type { RenderOptions } from '../render/render-options.ts'
import { viewPlan } from '../render/view-plan.ts'
import { COLUMNS, type Column, isolated, signHtml } from './columns.ts'
import { escapeHtml, jsonForScript } from './escape.ts'
import { SCRIPT, SCRIPT_HASH, STYLE, STYLE_HASH } from './page.ts'

/** How a plan is set as a page; all optional. */
export interface HtmlOptions extends RenderOptions {}

/** Nothing is loaded, sent or framed, and only the style and the script of this module work. */
const POLICY = [
  "default-src 'none'",
  `style-src '${STYLE_HASH}'`,
  `script-src '${SCRIPT_HASH}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/**
 * Renders a plan as one page that needs nothing else: to search, filter, sort, print and approve. It reads without
 * its script too. Names cannot act: they are escaped, and the Content-Security-Policy of the page allows only
 * its own style and script, by hash.
 *
 * @param plan - what `planProvisioning` returned
 * @param options - digest, refusals, `redact` for a page that more people open than may know the values
 * @returns an HTML document; it holds the rows twice, for readers and as JSON
 * @throws SCIMConfigurationError for a digest that is none
 *
 * @example
 * ```ts
 * import type { Plan } from 'slack-scim/provisioning'
 * import { renderHtml } from 'slack-scim/provisioning/html'
 *
 * export function respond(plan: Plan, digest: string): Response {
 *   return new Response(renderHtml(plan, { digest }), { headers: { 'content-type': 'text/html;charset=utf-8' } })
 * }
 * ```
 */
export function renderHtml(plan: Plan, options: HtmlOptions = {}): string {
  const view = viewPlan(plan, 'renderHtml', options)
  const title = `Plan for ${view.organization}: ${counted(plan.steps.length, 'step')}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${headerHtml(view)}
<main>
${alertsHtml(view)}${approvalHtml(view)}${kindsHtml(view)}<form id="tools" role="search" hidden>
<label for="search">Search</label> <input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="Name, id, email, attribute">
<p id="status" role="status"></p>
</form>
${tableHtml(view)}<nav id="pager" aria-label="Pages" hidden></nav>
</main>
${KEYS}
<script type="application/json" id="plan">${dataOf(view)}</script>
<script>${SCRIPT}</script>
</body>
</html>
`
}

function headerHtml(view: PlanView): string {
  const facts = [view.date, ...view.sources.map((source) => `from ${source}`)]
  return `<header>
<h1>Plan for ${isolated(view.organization)}</h1>
<p>${facts.map(isolated).join(' · ')}</p>
<button id="theme" type="button" hidden></button>
</header>`
}

function alertsHtml({ warnings, refusals }: PlanView): string {
  const lines = [
    ...refusals.map(
      ({ message, lift }) =>
        `<li><b>Refused</b> ${isolated(message)}${lift && `<br>Lift: <code>${isolated(lift)}</code>`}</li>`,
    ),
    ...warnings.map((warning) => `<li>${isolated(warning)}</li>`),
  ]
  return lines.length > 0
    ? `<section class="alerts" aria-label="Refusals and warnings"><ul>\n${lines.join('\n')}\n</ul></section>\n`
    : ''
}

function approvalHtml({ totals, limits, digest, command }: PlanView): string {
  const sums = [`<strong>${totals}</strong>`, ...limits.map(isolated)].join(' · ')
  const copy = `<button id="copy" type="button" hidden>Copy</button>`
  const apply = command && `<p class="command"><code id="command">${escapeHtml(command)}</code> ${copy}</p>`
  const printed = digest && !command && `<p>Digest <code>${digest}</code></p>`
  return `<section class="approval" aria-label="Totals and approval"><p>${sums}</p>${apply || printed || ''}</section>\n`
}

/** How many rows each kind has. The script makes filters of them. */
function kindsHtml({ sections }: PlanView): string {
  const items = sections.map(({ kind, title, sign, rows }) => {
    return `<li data-kind="${kind}"><a href="#${kind}">${signHtml(sign)} ${title} <span>${grouped(rows.length)}</span></a></li>`
  })
  return items.length > 0
    ? `<nav class="kinds" aria-label="Kinds"><ul>\n${items.join('\n')}\n</ul></nav>\n`
    : ''
}

function tableHtml({ sections }: PlanView): string {
  if (sections.length === 0) return '<p class="nothing">Nothing to do: Slack has what the sources say.</p>\n'
  const columns = COLUMNS.filter(({ has }) => sections.some(({ rows }) => rows.some(has)))
  const heads = columns.map(
    ({ name, title }) => `<th scope="col" class="${name}" data-sort="${name}">${title}</th>`,
  )
  return `<table>
<caption>What would be done, most final first</caption>
<thead><tr>${heads.join('')}</tr></thead>
${sections.map((section) => bodyHtml(section, columns)).join('')}</table>
`
}

function bodyHtml({ kind, title, note, rows }: SectionView, columns: readonly Column[]): string {
  const head = `<tr class="kind"><th scope="rowgroup" colspan="${columns.length}">${title} ${grouped(rows.length)}${note && ` <small>${note}</small>`}</th></tr>`
  const lines = rows.map((row) => {
    const cells = columns.map(({ name, html }) => `<td class="${name}">${html(row)}</td>`)
    return `<tr>${cells.join('')}</tr>`
  })
  return `<tbody id="${kind}">\n${head}\n${lines.join('\n')}\n</tbody>\n`
}

/** The rows for the script, which finds and sorts by them. */
function dataOf({ organization, date, digest, sections }: PlanView): string {
  const rows = sections.flatMap(({ kind, rows }) => rows.map((row) => ({ kind, ...row })))
  return jsonForScript({ organization, date, digest, rows })
}

const KEYS = `<footer><details id="keys" hidden><summary>Keyboard</summary>
<dl>
<div><dt><kbd>/</kbd></dt><dd>search</dd></div>
<div><dt><kbd>Esc</kbd></dt><dd>leave the search; then show all</dd></div>
<div><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next row, previous row</dd></div>
<div><dt><kbd>n</kbd> <kbd>p</kbd></dt><dd>next page, previous page</dd></div>
<div><dt><kbd>1</kbd>–<kbd>9</kbd></dt><dd>only this kind, in their order</dd></div>
<div><dt><kbd>0</kbd></dt><dd>all kinds</dd></div>
<div><dt><kbd>s</kbd></dt><dd>sort by the next column</dd></div>
<div><dt><kbd>c</kbd></dt><dd>copy the command</dd></div>
<div><dt><kbd>t</kbd></dt><dd>light or dark</dd></div>
<div><dt><kbd>?</kbd></dt><dd>these keys</dd></div>
</dl>
<p><label><input id="letters" type="checkbox" checked> Keys work outside of the search</label></p>
</details></footer>`
