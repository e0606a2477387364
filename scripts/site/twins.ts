import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DESCRIPTION, PAGES, SITE } from './places.ts'

/** What `llms.txt` lists, by the folder of the pages. */
const SECTIONS = {
  Guides: 'guide/*.md',
  Recipes: 'recipes/*.md',
  Tables: '*.md',
  Reference: 'reference/**/index.md',
}

/**
 * Writes beside each page of the site its Markdown (`guide/start.md` beside `guide/start.html`), and `llms.txt`, which
 * lists them (https://llmstxt.org).
 */
export function writeTwins(): void {
  for (const page of globSync('**/*.md', { cwd: PAGES })) {
    mkdirSync(dirname(join(SITE, page)), { recursive: true })
    cpSync(join(PAGES, page), join(SITE, page))
  }
  const base = process.env.DOCS_BASE ?? '/'
  const sections = Object.entries(SECTIONS).map(([title, pattern]) => {
    const pages = globSync(pattern, { cwd: PAGES }).sort()
    return `## ${title}\n\n${pages.map((page) => lineOf(page, base)).join('\n')}\n`
  })
  const text = `# slack-scim\n\n> ${DESCRIPTION}\n\nEach page has a twin in Markdown, whose address ends in .md.\n\n${sections.join('\n')}`
  writeFileSync(join(SITE, 'llms.txt'), text)
}

/** A link with the first sentence of the page. */
function lineOf(page: string, base: string): string {
  const text = readFileSync(join(PAGES, page), 'utf8')
  const title = /^(?:# |title: )(.+)$/m.exec(text)?.[1] ?? page
  const paragraph = /^# .+\n\n([^#|`<-][\s\S]*?)(?:\n\n|$)/m.exec(text)?.[1]?.replaceAll('\n', ' ') ?? ''
  const sentence = /^.*?\.(?= |$)/.exec(paragraph)?.[0] ?? ''
  return `- [${title}](${base}${page})${sentence && `: ${sentence}`}`
}
