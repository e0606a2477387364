import { globSync, readFileSync } from 'node:fs'
import { ROOT } from '../support/tool.ts'

/** A block of TypeScript in a document. */
export interface Block {
  /** The document, such as `docs/guide/start.md`. */
  readonly path: string
  /** Line of its first line of code, from 1. */
  readonly line: number
  /** As a module: with the client that the documents say is there in every block. */
  readonly module: string
  /** What the comments beside and below its `console.log`s say it prints. */
  readonly prints: readonly string[]
  /** Whether it runs against the emulator; not if the fence says `ts no-run`. */
  readonly runs: boolean
}

/** On one line with what follows, so that errors name the right one. */
const CLIENT = "import { SCIMClient as TheClient } from 'slack-scim'; const scim = new TheClient('xoxp-…'); "

/** The README and every page of docs that is written by hand, by path. */
export const DOCUMENTS: ReadonlyMap<string, string> = new Map(
  ['README.md', ...globSync('docs/**/*.md', { cwd: ROOT, exclude: ['docs/reference/**'] }).sort()].map(
    (path) => [path, readFileSync(ROOT + path, 'utf8')],
  ),
)

/**
 * A document that is there.
 *
 * @param path - such as `docs/guide/start.md`
 */
export function document(path: string): string {
  const text = DOCUMENTS.get(path)
  if (text === undefined) throw new Error(`${path} is no document`)
  return text
}

/** Every `ts` block of every document. */
export function readBlocks(): Block[] {
  return Array.from(DOCUMENTS, ([path, text]) => blocksOf(path, text)).flat()
}

function blocksOf(path: string, text: string): Block[] {
  const blocks: Block[] = []
  let open: { readonly line: number; readonly runs: boolean; readonly code: string[] } | undefined
  for (const [index, line] of text.split('\n').entries()) {
    if (open && line === '```') {
      blocks.push({
        path,
        line: open.line,
        module: moduleOf(open.code),
        prints: printed(open.code),
        runs: open.runs,
      })
      open = undefined
    } else if (open) open.code.push(line)
    else if (line === '```ts' || line === '```ts no-run')
      open = { line: index + 2, runs: line === '```ts', code: [] }
  }
  return blocks
}

function moduleOf(lines: readonly string[]): string {
  const code = lines.join('\n')
  const needsClient = /\bscim\b/.test(code.replace(/'[^']*'/g, '')) && !code.includes('const scim =')
  return `${needsClient ? CLIENT : ''}${code}\nexport {}\n`
}

/** `console.log(…) // this`, or a comment on the line below. */
function printed(code: readonly string[]): string[] {
  return code.flatMap((text, index) => {
    if (!text.includes('console.log(')) return []
    const beside = / \/\/ (.*)$/.exec(text)?.[1]
    const below = /^\/\/ (.*)$/.exec(code[index + 1] ?? '')?.[1]
    return beside ?? below ?? []
  })
}
