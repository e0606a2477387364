import { readFileSync } from 'node:fs'
import { ROOT } from '../support/tool.ts'

/** A block of TypeScript in the README. */
export interface Block {
  /** The heading that it stands under. */
  readonly heading: string
  /** Line of its first line of code, from 1. */
  readonly line: number
  /** As a module: with the client that the README says is there in every block. */
  readonly module: string
  /** What the comments beside and below its `console.log`s say it prints. */
  readonly prints: readonly string[]
}

/** On one line with what follows, so that errors name the right one. */
const CLIENT = "import { SCIMClient as TheClient } from 'slack-scim'; const scim = new TheClient('xoxp-…'); "

/** The text of the README. */
export const README: string = readFileSync(`${ROOT}README.md`, 'utf8')

/** Every `ts` block of the README. */
export function readBlocks(): Block[] {
  const blocks: Block[] = []
  let heading = ''
  let open: { readonly line: number; readonly code: string[] } | undefined
  for (const [index, text] of README.split('\n').entries()) {
    if (open && text === '```') {
      const code = open.code.join('\n')
      const module = `${/\bscim\b/.test(code.replace(/'[^']*'/g, '')) && !code.includes('const scim =') ? CLIENT : ''}${code}\nexport {}\n`
      blocks.push({ heading, line: open.line, module, prints: printed(open.code) })
      open = undefined
    } else if (open) open.code.push(text)
    else if (text === '```ts') open = { line: index + 2, code: [] }
    else if (text.startsWith('## ')) heading = text.slice(3)
  }
  return blocks
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
