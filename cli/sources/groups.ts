import { suggest } from '../../src/options/suggest.ts'
import { shown } from '../../src/provisioning/desired/columns.ts'
import type { DesiredGroup } from '../../src/provisioning/index.ts'
import { openTable } from './open-table.ts'
import { type Problems, problemsOf } from './problems.ts'
import type { Row, Table, TableFile } from './table.ts'

/** Files of groups. */
export interface GroupsFile extends TableFile {
  /** The column of the key; default `key`. */
  readonly key?: string | undefined
  /** A file with the columns `group` and `member`; default: the column `members`, as `a;b`. */
  readonly members?: TableFile | undefined
}

/** A group of a file; its reader knows the source. */
export type FileGroup = Omit<DesiredGroup, 'source'>

/**
 * Reads groups: those of a file, and those that the column `groups` of people names.
 *
 * @param memberships - members by key of the group, from the column `groups` of people
 * @throws {SCIMSourceError} with everything that is wrong
 */
export async function readGroups(
  source: GroupsFile | undefined,
  memberships: ReadonlyMap<string, readonly string[]>,
  signal?: AbortSignal,
): Promise<readonly FileGroup[]> {
  const members = new Map([...memberships].map(([group, keys]) => [group, [...keys]]))
  const groups = new Map<string, FileGroup>()
  if (source) {
    const problems = problemsOf(source.file)
    await readRows(source, problems, { key: source.key ?? 'key', members, groups, signal })
    problems.end()
    if (source.members) await readMembers(source.members, { groups, members, signal })
  }
  for (const key of members.keys()) if (!groups.has(key)) groups.set(key, { key, mode: 'add', members: [] })
  return [...groups.values()].map((group) => ({ ...group, members: members.get(group.key) ?? [] }))
}

/** What is read so far. */
interface Into {
  readonly members: Map<string, string[]>
  readonly groups: Map<string, FileGroup>
  readonly signal: AbortSignal | undefined
}

async function readRows(
  source: GroupsFile,
  problems: Problems,
  { key: keyColumn, members, groups, signal }: Into & { readonly key: string },
): Promise<void> {
  const table = await openTable(source, signal)
  checkColumns(table, problems, { required: [keyColumn], optional: ['name', 'mode', 'members'] })
  const add = ({ cells, line, column }: Row): void => {
    const key = cells[keyColumn]?.trim() ?? ''
    const mode = cells.mode?.trim() || 'add'
    const problem = groupProblem(key, mode, groups)
    if (problem) {
      problems.report(`${problem.field ?? keyColumn}: ${problem.text}`, line, column)
      return
    }
    const origin = [source.file, line, column].filter((part) => part !== undefined).join(':')
    groups.set(key, {
      key,
      mode: mode === 'exact' ? 'exact' : 'add',
      members: [],
      origin,
      name: cells.name?.trim() || undefined,
    })
    const named = (cells.members ?? '').split(';').map((member) => member.trim())
    addTo(members, key, named.filter(Boolean))
  }
  await eachRow(table, problems, add)
}

function groupProblem(
  key: string,
  mode: string,
  groups: ReadonlyMap<string, FileGroup>,
): { readonly field?: string; readonly text: string } | undefined {
  if (key === '') return { text: 'is empty: give each group a stable name' }
  if (groups.has(key)) return { text: `${shown(key)} is also that of ${groups.get(key)?.origin}` }
  if (mode !== 'add' && mode !== 'exact')
    return { field: 'mode', text: `is ${shown(mode)}: write add or exact` }
  return undefined
}

async function readMembers(file: TableFile, { groups, members, signal }: Into): Promise<void> {
  const problems = problemsOf(file.file)
  const table = await openTable(file, signal)
  checkColumns(table, problems, { required: ['group', 'member'], optional: [] })
  await eachRow(table, problems, ({ cells, line, column }) => {
    const group = cells.group?.trim() ?? ''
    const member = cells.member?.trim() ?? ''
    if (member === '') problems.report('member: is empty: write the key of a person', line, column)
    else if (groups.has(group)) addTo(members, group, [member])
    else
      problems.report(
        `group: there is no group ${shown(group)}${meant(group, [...groups.keys()])}`,
        line,
        column,
      )
  })
  problems.end()
}

async function eachRow(table: Table, problems: Problems, act: (row: Row) => void): Promise<void> {
  const isKnown = problems.issues.length === 0
  try {
    for await (const row of table.rows) if (isKnown) act(row)
  } catch (error) {
    problems.absorb(error)
  }
}

function addTo(members: Map<string, string[]>, group: string, added: readonly string[]): void {
  const keys = members.get(group)
  if (keys) keys.push(...added)
  else members.set(group, [...added])
}

/** Refuses columns that are unknown, missing or repeated. */
function checkColumns(
  { header, line, places }: Table,
  problems: Problems,
  { required, optional }: { readonly required: readonly string[]; readonly optional: readonly string[] },
): void {
  if (places && header.length === 0) return
  const known = [...required, ...optional]
  header.forEach((name, at) => {
    const [row = line, column] = places?.get(name)?.split(':').map(Number) ?? []
    if (!known.includes(name))
      problems.report(`column ${shown(name)}: unknown${meant(name, known)}`, row, column)
    else if (header.indexOf(name) < at)
      problems.report(`column ${shown(name)}: stands twice: remove one`, row)
  })
  for (const name of required)
    if (!header.includes(name)) problems.report(`column ${shown(name)}: is missing`, line)
}

function meant(name: string, known: readonly string[]): string {
  const close = suggest(name, known)
  return close === undefined ? '' : `: did you mean ${shown(close)}?`
}
