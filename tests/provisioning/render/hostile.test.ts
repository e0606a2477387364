import { JSDOM } from 'jsdom'
import { marked } from 'marked'
import { describe, expect, it } from 'vitest'
import { renderHtml } from '../../../src/provisioning/html/html.ts'
import { renderMarkdown } from '../../../src/provisioning/render/markdown.ts'
import { renderText } from '../../../src/provisioning/render/text.ts'
import { everyKindOfPlan, planOf, REFUSAL } from '../../support/plans.ts'

/** Names that act somewhere: in a page, a terminal, a comment or a table. */
const HOSTILE = [
  '</script><img src=x onerror=alert(1)>',
  '<!--<script>',
  '</td></tr></table></details><h1>done</h1>',
  '" onmouseover="alert(1)',
  "' autofocus onfocus='alert(1)",
  '\u001b[2J\u001b[31mred\u001b]8;;https://evil.test\u0007link\u001b]8;;\u0007',
  '\u009b31m',
  'exe.\u202egpj',
  '\u2066\u2067\u200f\u061c',
  'zero\u200bwidth\ufeff\u00ad',
  'line\r\n\r\n# heading\u2028next\u0085end',
  '\u{e0041}\u{e0042}',
  '\ud800',
  '@channel @here @octocat',
  '#1 GH-2 acme/repo#3',
  'a|b\\|c\\\\|d\\',
  '`code` ``more`` ```',
  '[click](https://evil.test) ![x](https://evil.test/x.png) https://evil.test www.evil.test jo@evil.test',
  '**bold** _under_ ~~gone~~ &lt;b&gt; &#64;here :tada: $1',
  ' ',
]

/** Code points that terminals and readers act on, and that hide; but for the line end. */
const ACTIVE: readonly (readonly [first: number, last: number])[] = [
  [0, 9],
  [0xb, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x200b, 0x200b],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
  [0xe0000, 0xe007f],
]

function activeIn(text: string): readonly string[] {
  const isActive = (code: number): boolean => ACTIVE.some(([first, last]) => first <= code && code <= last)
  return [...text].filter((character) => isActive(character.codePointAt(0) ?? 0))
}

function planWith(text: string) {
  const plan = everyKindOfPlan({ name: text, value: text, note: text, origin: text, key: text })
  const [source] = planOf().sources
  return {
    ...plan,
    organization: text,
    asOf: text,
    sources: source ? [{ ...source, name: text, complete: false }] : [],
  }
}

const violations = (text: string) => [{ ...REFUSAL, message: text, lift: text }]

describe.each(HOSTILE)('a person named %j', (text) => {
  const options = { violations: violations(text) }

  it('sends nothing to a terminal that acts', () => {
    const shown = renderText(planWith(text), options)
    expect(activeIn(shown)).toEqual([])
  })

  it('makes nothing but code spans of a comment', () => {
    const comment = renderMarkdown(planWith(text), options)
    expect(activeIn(comment)).toEqual([])
    const { window } = new JSDOM(marked.parse(comment))
    const { document } = window
    expect([...document.querySelectorAll('script, img, a, h1, input, del')]).toEqual([])
    expect(
      [...document.querySelectorAll('*')].flatMap(({ attributes }) =>
        [...attributes].map(({ name }) => name),
      ),
    ).toEqual(expect.not.arrayContaining(['onerror', 'onmouseover', 'onfocus', 'href', 'src']))
    // Outside of code, a comment says only what the renderer says.
    for (const code of document.querySelectorAll('code')) code.remove()
    expect(document.body.textContent).not.toMatch(/evil|alert|@|acme|bold|tada/)
  })

  it('keeps every row of a table in a comment as wide as its head', () => {
    const comment = renderMarkdown(planWith(text), options)
    const { window } = new JSDOM(marked.parse(comment))
    const tables = [...window.document.querySelectorAll('table')]
    expect(tables.length).toBeGreaterThan(9)
    for (const table of tables) {
      const widths = new Set([...table.rows].map(({ cells }) => cells.length))
      expect(widths.size).toBe(1)
    }
    const lines = comment.split('\n').filter((line) => line.startsWith('|'))
    expect(lines.every((line) => line.endsWith('|'))).toBe(true)
  })

  it('makes no element, attribute or script of a page', () => {
    const page = renderHtml(planWith(text), options)
    expect(activeIn(page)).toEqual([])
    const { document } = new JSDOM(page).window
    const clean = new JSDOM(renderHtml(planWith('x'), { violations: violations('x') })).window.document
    const names = (of: Document): readonly string[] => [
      ...new Set([...of.querySelectorAll('*')].flatMap((one) => [one.tagName, ...one.getAttributeNames()])),
    ]
    expect(names(clean)).toEqual(expect.arrayContaining([...names(document)]))
    const data = JSON.parse(document.querySelector('#plan')?.textContent ?? '') as {
      readonly rows: unknown[]
    }
    expect(data.rows).toHaveLength(document.querySelectorAll('tbody tr:not(.kind)').length)
  })
})
