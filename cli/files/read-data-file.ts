import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import * as v from 'valibot'
import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import { CommandError } from '../command-error.ts'
import { describeIssue, keysOf } from './describe-issue.ts'

/**
 * Reads a file of JSON (`.json`) or YAML (`.yaml`, `.yml`) and checks it.
 *
 * @param option - the option that names the file, for messages
 * @throws {CommandError} with file, line and column, for each of the first problems
 */
export function readDataFile<T>(option: string, file: string, schema: v.GenericSchema<unknown, T>): T {
  const lines = new LineCounter()
  const document = parse(option, file, lines)
  const value: unknown = document.toJS()
  // To valibot, an empty list is an object without keys.
  if (Array.isArray(value) && schema.type !== 'array') {
    throw new CommandError(`${option} ${file}: must be an object, not a list`)
  }
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  const problems = result.issues.slice(0, MAX_PROBLEMS).map((issue) => {
    const { line, col } = lines.linePos(offsetOf(document, keysOf(issue)))
    return `${option} ${file}:${line}:${col}: ${describeIssue(schema, issue)}`
  })
  const more = result.issues.length - problems.length
  throw new CommandError([...problems, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'))
}

const MAX_PROBLEMS = 10
const EXTENSIONS = ['.json', '.yaml', '.yml']

function parse(option: string, file: string, lineCounter: LineCounter): Document.Parsed {
  const extension = extname(file).toLowerCase()
  if (!EXTENSIONS.includes(extension)) {
    throw new CommandError(`${option} ${file}: must end in ${EXTENSIONS.join(', ')}`)
  }
  const text = readText(option, file)
  if (extension === '.json') refuseOtherThanJSON(option, file, text)
  const document = parseDocument(text, { lineCounter, prettyErrors: false })
  const [error] = document.errors
  if (!error) return document
  const { line, col } = lineCounter.linePos(error.pos[0])
  throw new CommandError(`${option} ${file}:${line}:${col}: ${error.message}`)
}

function readText(option: string, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const reason =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
          ? 'is not UTF-8'
          : String(error)
    throw new CommandError(`${option} ${file}: ${reason}`)
  }
}

/** YAML allows what JSON does not; another reader of the file would stumble. */
function refuseOtherThanJSON(option: string, file: string, text: string): void {
  try {
    JSON.parse(text)
  } catch (error) {
    throw new CommandError(`${option} ${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Where the value at a path begins, or the closest one above it that is there. */
function offsetOf(document: Document.Parsed, keys: ReturnType<typeof keysOf>): number {
  for (let length = keys.length; length > 0; length--) {
    const node: unknown = document.getIn(keys.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return 0
}
