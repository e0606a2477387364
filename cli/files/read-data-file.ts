import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import { CommandError } from '../command-error.ts'
import { yamlProblem } from './yaml-problem.ts'

/** The data of a file. */
export interface DataFile<T = unknown> {
  readonly value: T
  /** Line and column, such as `3:12`, of the value that keys lead to, or of the closest one above that is there. */
  positionOf(keys: readonly (string | number)[]): string
}

const EXTENSIONS = ['.json', '.yaml', '.yml']

/**
 * Reads a file of JSON (`.json`) or YAML (`.yaml`, `.yml`).
 *
 * @param option - the option that names the file, for messages
 * @throws {CommandError} when the file cannot be read or parsed
 */
export function readDataFile(option: string, file: string): DataFile {
  const extension = extname(file).toLowerCase()
  if (!EXTENSIONS.includes(extension)) {
    throw new CommandError(`${option} ${file}: must end in ${EXTENSIONS.join(', ')}`)
  }
  const text = readText(option, file)
  if (extension === '.json') refuseOtherThanJSON(option, file, text)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const position = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${line}:${col}`
  }
  const [error] = document.errors
  if (error)
    throw new CommandError(`${option} ${file}:${position(error.pos[0])}: ${yamlProblem(error.message)}`)
  return {
    value: dataOf(document, `${option} ${file}`),
    positionOf(keys) {
      for (let length = keys.length; length > 0; length--) {
        const node: unknown = document.getIn(keys.slice(0, length), true)
        if (isNode(node) && node.range) return position(node.range[0])
      }
      return position(0)
    },
  }
}

/** Aliases are resolved only now: one may have no anchor, or stand for millions of values. */
function dataOf(document: Document, name: string): unknown {
  try {
    return document.toJS()
  } catch (error) {
    throw new CommandError(`${name}: ${reasonOf(error)}`)
  }
}

function readText(option: string, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (error) {
    throw new CommandError(`${option} ${file}: ${reasonOf(error)}`)
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'the file does not exist'
  return code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'must be UTF-8' : yamlProblem(message)
}

/** YAML allows what JSON does not, and another reader of the file would stumble. */
function refuseOtherThanJSON(option: string, file: string, text: string): void {
  try {
    JSON.parse(text)
  } catch (error) {
    throw new CommandError(`${option} ${file}: ${reasonOf(error)}`)
  }
}
