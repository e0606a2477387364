import { globSync, readFileSync } from 'node:fs'
import { ROOT } from '../support/tool.ts'

/** A block of code in a documentation comment, or in a document. */
export interface Example {
  /** The file that it stands in, such as `src/client/scim-client.ts`. */
  readonly path: string
  /** Line of its first line of code, from 1. */
  readonly line: number
  readonly code: string
}

/** Every fenced block in the comments of src and mocks, in the order of files and lines. */
export function readExamples(): Example[] {
  return globSync(['src/**/*.ts', 'mocks/**/*.ts'], { cwd: ROOT }).sort().flatMap(examplesIn)
}

function examplesIn(path: string): Example[] {
  const examples: Example[] = []
  let open: { line: number; code: string[] } | undefined
  const lines = readFileSync(ROOT + path, 'utf8').split('\n')
  for (const [index, text] of lines.entries()) {
    const comment = /^\s*\* ?(?!\/)(.*)$/.exec(text)?.[1]
    const fence = comment === undefined ? undefined : /^```(\w*)$/.exec(comment.trim())?.[1]
    if (fence !== undefined) {
      if (open) examples.push({ path, line: open.line, code: open.code.join('\n') })
      else if (fence !== 'ts') throw new Error(`${path}:${index + 1}: an example must be a \`\`\`ts block.`)
      open = open ? undefined : { line: index + 2, code: [] }
    } else if (open) {
      if (comment === undefined) throw new Error(`${path}:${index + 1}: the example has no end.`)
      open.code.push(comment)
    } else if (comment?.trim() === '@example' && !/^\s*\* ```ts$/.test(lines[index + 1] ?? '')) {
      throw new Error(`${path}:${index + 1}: @example wants a \`\`\`ts block on the next line.`)
    }
  }
  return examples
}
