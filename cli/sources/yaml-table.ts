import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { yamlProblem } from '../files/yaml-problem.ts'
import { type Field, type ObjectRow, objectTable } from './object-rows.ts'
import { type Position, problemsOf, sourceProblem } from './problems.ts'
import type { Table, TableFile } from './table.ts'
import { wholeText } from './text-of.ts'

/** Characters; yaml keeps a node for each value. */
const MAX_FILE = 20_000_000

/** Reads a file of YAML: a list of objects. Every scalar is a text, so `0042` keeps its zeros and `no` is no boolean. */
export async function openYaml(source: TableFile, signal?: AbortSignal): Promise<Table> {
  const { file } = source
  const text = await wholeText(source, MAX_FILE, signal)
  const lines = new LineCounter()
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false })
  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const problems = problemsOf(file)
  for (const { pos, message } of document.errors) {
    const { line, column } = positionOf(pos[0])
    problems.report(yamlProblem(message), line, column)
  }
  problems.end()
  const { contents } = document
  if (!isSeq(contents)) throw sourceProblem(file, 'must be a list of objects', { line: 1, column: 1 })
  const place = (node: unknown): Position => positionOf((node as Node | null)?.range?.[0] ?? 0)
  const objects = contents.items.flatMap((item): ObjectRow[] => {
    const at = place(item)
    const map = resolved(item, document)
    if (!isMap(map)) {
      problems.report('must be an object with a field for each column', at.line, at.column)
      return []
    }
    const fields = map.items.map(({ key, value }): Field => {
      const node = value ?? key
      return {
        name: isScalar(key) ? String(key.value) : '',
        value: fieldValue(value, document),
        at: place(node),
      }
    })
    return [{ fields, at }]
  })
  return objectTable(source, objects, problems)
}

/** Texts and lists of texts; a value that is left out is the empty text, and a plain `null` or `~` is undefined. */
function fieldValue(value: unknown, document: Document): unknown {
  const node = resolved(value, document)
  if (!isSeq(node)) return textOf(node)
  return node.items.map((item) => textOf(resolved(item, document)))
}

/** What an alias stands for; an alias without an anchor is refused, since an empty value could remove a person from groups. */
function resolved(value: unknown, document: Document): unknown {
  return isAlias(value) ? (value.resolve(document) ?? {}) : value
}

const NULLS: ReadonlySet<unknown> = new Set(['null', '~'])

function textOf(node: unknown): unknown {
  if (node === null || node === undefined) return ''
  if (!isScalar(node)) return {}
  return node.type === 'PLAIN' && NULLS.has(node.value) ? undefined : String(node.value ?? '')
}
