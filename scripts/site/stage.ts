import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, normalize, posix, relative } from 'node:path'
import { renderCoverage } from './coverage.ts'
import { PAGES, REPOSITORY, ROOT } from './places.ts'
import { writeReference } from './reference.ts'

/**
 * Gathers the Markdown of the site in one folder: what is written by hand in docs, what is generated from tables and
 * TSDoc, and the front page.
 */
export async function stagePages(): Promise<void> {
  rmSync(PAGES, { recursive: true, force: true })
  await writeReference(join(PAGES, 'reference'))
  for (const path of globSync('reference/**/*.md', { cwd: PAGES })) {
    const text = readFileSync(join(PAGES, path), 'utf8')
    writePage(path, toSiteLinks(titled(text), path))
  }
  for (const path of globSync('docs/**/*.md', { cwd: ROOT })) {
    const text = readFileSync(join(ROOT, path), 'utf8')
    writePage(pageOf(path), withPageLinks(text, path))
  }
  cpSync(join(ROOT, 'docs/images'), join(PAGES, 'images'), { recursive: true })
  writePage('coverage.md', renderCoverage())
  writePage('index.md', frontPage())
}

/** The front page, with the sample that the README begins with. */
function frontPage(): string {
  const sample = /```ts\n[\s\S]*?```/.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))?.[0] ?? ''
  const text = readFileSync(join(ROOT, 'scripts/site/home.md'), 'utf8')
  return text.replace('<!-- the first sample of the README -->', () => sample)
}

function writePage(path: string, text: string): void {
  mkdirSync(dirname(join(PAGES, path)), { recursive: true })
  writeFileSync(join(PAGES, path), text)
}

/** Where a document stands on the site: a `README.md` is the index of its folder. */
export function pageOf(path: string): string {
  return relative('docs', path).replace(/(^|\/)README\.md$/, '$1index.md')
}

/** The links of a document, as pages of the site, or into the repository for what is not on it. */
function withPageLinks(text: string, path: string): string {
  return text.replace(/\]\((?!https?:|#)([^)\s#]+)(#[^)\s]*)?\)/g, (_link, target: string, anchor = '') => {
    const file = normalize(join(dirname(path), target))
    const onSite = file.startsWith('docs/')
    return `](${onSite ? sitePath(file, path) : inRepository(file)}${anchor})`
  })
}

function sitePath(file: string, from: string): string {
  const page = existsSync(join(ROOT, file, 'README.md')) ? `${file}/README.md` : file
  const path = posix.relative(dirname(pageOf(from)), pageOf(page))
  return path.startsWith('.') ? path : `./${path}`
}

/** The address of a file or folder of the repository; throws for one that is not there. */
function inRepository(file: string): string {
  return `${REPOSITORY}/${statSync(join(ROOT, file)).isDirectory() ? 'tree' : 'blob'}/main/${file}`
}

/** A reference to a document in the repository, as comments have it, becomes a link within the site. */
function toSiteLinks(text: string, path: string): string {
  const documents = `${REPOSITORY}/blob/main/docs/`
  return text.replace(/\]\(([^)\s]+\.md)\)/g, (link, address: string) =>
    address.startsWith(documents)
      ? `](${posix.relative(dirname(path), pageOf(`docs/${address.slice(documents.length)}`))})`
      : link,
  )
}

/** `# Function: deactivateUser()` reads `# deactivateUser()`, with what it is below. */
function titled(text: string): string {
  return text.replace(
    /^# (Function|Class|Interface|Type Alias|Variable|Abstract Class): (.+)$/m,
    '# $2\n\n$1',
  )
}
