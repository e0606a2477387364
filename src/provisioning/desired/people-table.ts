import type { Attribute, Attributes } from '../attributes/attribute.ts'
import { activityClock } from './activity.ts'
import { keyProblem } from './canonical-person.ts'
import { type Column, type PeopleColumns, readHeader, shown } from './columns.ts'
import type { DesiredUser } from './desired.ts'
import { issueAt, SCIMSourceError, type SourceIssue } from './source-error.ts'

/** Clears an attribute in a table, where an empty cell leaves it alone. */
export const CLEAR = '<clear>'

/** A table of people, of which a file is read. */
export interface PeopleTableOptions extends PeopleColumns {
  /** The name of the file, for messages. */
  readonly file: string
  /** The names of the columns. */
  readonly header: readonly string[]
  /** The line of the header; default 1. */
  readonly line?: number | undefined
  /** The time by which `activeFrom` and `activeUntil` are decided. */
  readonly now: Date
}

/** Makes people of the rows of a file. */
export interface PeopleTable {
  /**
   * The person of a row; undefined if something is wrong with it, which {@link PeopleTable.end} tells.
   *
   * @param cells - by the name of the column
   * @param line - the line of the file, 1-based
   */
  person(cells: Readonly<Record<string, string>>, line: number): Omit<DesiredUser, 'source'> | undefined
  /** The keys of the people of each group that the column `groups` names. */
  readonly memberships: ReadonlyMap<string, readonly string[]>
  /**
   * To be called after the last row.
   *
   * @throws {@link SCIMSourceError} with what is wrong with each row
   */
  end(): void
}

/**
 * Reads rows of a table as people. An empty cell leaves an attribute alone, `<clear>` clears it, and a cell is always a
 * text, so `0042` keeps its zeros.
 *
 * @param options - `file`, `header`, `now`, `key`, `columns`, `active` and `timeZone`
 * @throws {@link SCIMSourceError} for unknown, missing and repeated columns
 * @throws {@link SCIMConfigurationError} for an unknown time zone
 *
 * @example
 * ```ts
 * import { type DirectorySource, peopleTable } from 'slack-scim/provisioning'
 *
 * export const source: DirectorySource = {
 *   name: 'hr',
 *   owns: { userName: 'onCreate', email: 'always' },
 *   async *read({ now }) {
 *     const table = peopleTable({ file: 'people.csv', header: ['id', 'userName', 'email'], key: 'id', now })
 *     const ada = table.person({ id: '0042', userName: 'ada', email: 'ada@example.com' }, 2)
 *     if (ada) yield ada
 *     table.end()
 *   },
 * }
 * ```
 */
export function peopleTable({ file, header, line = 1, now, ...mapping }: PeopleTableOptions): PeopleTable {
  const { columns, problems } = readHeader(header, mapping)
  if (problems.length > 0)
    throw new SCIMSourceError(problems.map((problem) => issueAt(`${file}:${line}`, problem)))
  const isWithin = activityClock({ now, timeZone: mapping.timeZone })
  const states = new Map(
    Object.entries(mapping.active ?? { true: true, false: false }).map(([text, state]) => [
      text.toLowerCase(),
      state,
    ]),
  )
  const has = (field: Column['field']): boolean => columns.some((column) => column.field === field)
  const issues: SourceIssue[] = []
  const memberships = new Map<string, string[]>()

  const person: PeopleTable['person'] = (cells, at) => {
    const origin = `${file}:${at}`
    const before = issues.length
    // A row of JSON may lack the column, which may be named as a property that every object has.
    const cellOf = (name: string): string => (Object.hasOwn(cells, name) ? (cells[name]?.trim() ?? '') : '')
    const row = new Map(columns.map(({ name, field }) => [field, cellOf(name)]))
    const key = row.get('key') ?? ''
    const report = (message: string): number => issues.push(issueAt(origin, message))
    const problem = keyProblem(key)
    if (problem) report(`${mapping.key}: ${problem}`)
    const switched = (
      field: 'active' | 'guest',
      meanings: ReadonlyMap<string, boolean>,
    ): boolean | undefined => {
      const cell = row.get(field) ?? ''
      const state = meanings.get(cell.toLowerCase())
      const words = [...meanings.keys()].filter(Boolean).join(' or ')
      if (state === undefined) report(`${field}: is ${cell ? shown(cell) : 'empty'}: write ${words}`)
      return state
    }
    const from = row.get('activeFrom')
    const until = row.get('activeUntil')
    const within = isWithin({ from, until })
    if (within === undefined)
      report('activeFrom, activeUntil: must be dates: write YYYY-MM-DD or an ISO 8601 time')
    const isOn = has('active') ? switched('active', states) : true
    const guest = has('guest') ? switched('guest', GUEST) : undefined
    if (issues.length > before) return undefined
    for (const group of new Set((row.get('groups') ?? '').split(';').map((name) => name.trim()))) {
      const members = memberships.get(group)
      if (members) members.push(key)
      else if (group) memberships.set(group, [key])
    }
    return { key, active: Boolean(isOn && within), attributes: attributesOf(row), guest, origin }
  }
  const end = (): void => {
    if (issues.length > 0) throw new SCIMSourceError(issues)
  }
  return { person, memberships, end }
}

/** Texts of the column `guest`. */
const GUEST: ReadonlyMap<string, boolean> = /* @__PURE__ */ new Map([
  ['', false],
  ['true', true],
  ['false', false],
])

/** The attributes of a row; what else it has decides who is active, a guest or a member. */
function attributesOf(row: ReadonlyMap<Column['field'], string>): Attributes {
  const attributes: { [A in Attribute]?: string | null } = {}
  for (const [field, cell] of row) {
    if (!cell || field === 'key' || field === 'groups' || field === 'guest' || isActivity(field)) continue
    attributes[field] = cell === CLEAR ? null : cell
  }
  return attributes
}

function isActivity(field: Column['field']): field is 'active' | 'activeFrom' | 'activeUntil' {
  return field === 'active' || field === 'activeFrom' || field === 'activeUntil'
}
