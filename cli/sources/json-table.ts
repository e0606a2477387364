import { objectRow, objectTable } from './object-rows.ts'
import { type Position, problemsOf, sourceProblem } from './problems.ts'
import type { Table, TableFile } from './table.ts'
import { textOf, wholeText } from './text-of.ts'

/** Characters of a whole file, and of a line. */
const MAX_FILE = 200_000_000
const MAX_LINE = 1_000_000

/** Reads a file of JSON: a list of objects. */
export async function openJson(source: TableFile, signal?: AbortSignal): Promise<Table> {
  const { file } = source
  const text = await wholeText(source, MAX_FILE, signal)
  const value = parseJson(text, (offset, message) => sourceProblem(file, message, positionIn(text, offset)))
  if (!Array.isArray(value)) throw sourceProblem(file, 'must be a list of objects', { line: 1, column: 1 })
  const problems = problemsOf(file)
  const places = placesOfItems(text)
  const objects = value.flatMap(
    (item, at) => objectRow(item, places[at] ?? { line: 1, column: 1 }, problems) ?? [],
  )
  return objectTable(source, objects, problems)
}

/** Reads a file of NDJSON: an object a line. */
export async function openNdjson(source: TableFile, signal?: AbortSignal): Promise<Table> {
  const { file } = source
  const problems = problemsOf(file)
  const objects = []
  let line = 0
  for await (const text of linesOf(source, signal)) {
    line++
    if (text.trim() === '') continue
    try {
      const value = parseJson(text, (offset, message) =>
        sourceProblem(file, message, { line, column: offset + 1 }),
      )
      const object = objectRow(value, { line, column: 1 }, problems)
      if (object) objects.push(object)
    } catch (error) {
      problems.absorb(error)
    }
  }
  return objectTable(source, objects, problems)
}

async function* linesOf({ file, path }: TableFile, signal: AbortSignal | undefined): AsyncGenerator<string> {
  let rest = ''
  let line = 1
  for await (const chunk of textOf(file, path, signal).chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) {
      yield text
      line++
    }
    if (rest.length > MAX_LINE)
      throw sourceProblem(file, `the line is longer than ${MAX_LINE / 1_000_000} million characters`, {
        line,
      })
  }
  yield rest
}

function parseJson(text: string, problemAt: (offset: number, message: string) => Error): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const { message } = error as Error
    const [, offset] = /position (\d+)/.exec(message) ?? []
    throw problemAt(offset === undefined ? text.length : Number(offset), 'is no JSON from here on')
  }
}

function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** Where each item of a list stands, in a text that is known to be JSON. */
function placesOfItems(text: string): Position[] {
  const places: Position[] = []
  let depth = 0
  let isAwaited = false
  let line = 1
  let lineStart = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    if (character === '\n') {
      line++
      lineStart = at + 1
    }
    if (' \t\r\n'.includes(character)) continue
    if (isAwaited && character !== ']') places.push({ line, column: at - lineStart + 1 })
    isAwaited = false
    if (character === '"') at = endOfString(text, at)
    else if (character === '[' || character === '{') isAwaited = ++depth === 1
    else if (character === ']' || character === '}') depth--
    else if (character === ',') isAwaited = depth === 1
  }
  return places
}

/** The offset of the quote that ends a string. */
function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}
