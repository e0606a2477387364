import { shown } from '../../src/provisioning/desired/columns.ts'
import { issueAt } from '../../src/provisioning/desired/source-error.ts'
import { type DesiredUser, type PeopleColumns, peopleTable } from '../../src/provisioning/index.ts'
import { openTable } from './open-table.ts'
import { type Problems, problemsOf } from './problems.ts'
import type { Table, TableFile } from './table.ts'

/** A file of people. */
export interface PeopleFile extends TableFile, PeopleColumns {}

/** How a file is read. */
export interface ReadOptions {
  /** The time by which `activeFrom` and `activeUntil` are decided. */
  readonly now: Date
  readonly signal?: AbortSignal | undefined
}

/** A person of a file; its reader knows the source. */
export type FilePerson = Omit<DesiredUser, 'source'>

/**
 * Reads a file of people to its end. What the column `groups` says is in `memberships` then.
 *
 * @throws {SCIMSourceError} behind the last person, with everything that is wrong
 */
export async function* readPeople(
  source: PeopleFile,
  { now, signal }: ReadOptions,
  memberships: Map<string, readonly string[]>,
): AsyncGenerator<FilePerson> {
  const { file } = source
  const problems = problemsOf(file)
  const table = await openTable(source, signal)
  const people = tableOf(table, source, { now, problems })
  try {
    for await (const { cells, line, column } of table.rows) {
      const person = people?.person(cells, line)
      if (person) yield column === undefined ? person : { ...person, origin: `${file}:${line}:${column}` }
    }
  } catch (error) {
    problems.absorb(error)
  }
  try {
    people?.end()
  } catch (error) {
    problems.absorb(error)
  }
  problems.end()
  for (const [group, members] of people?.memberships ?? []) memberships.set(group, members)
}

function tableOf(
  { header, line, places }: Table,
  {
    file,
    format: _format,
    path: _path,
    expectRows: _expectRows,
    delimiter: _delimiter,
    ...columns
  }: PeopleFile,
  { now, problems }: { readonly now: Date; readonly problems: Problems },
): ReturnType<typeof peopleTable> | undefined {
  if (places && header.length === 0) return undefined
  const found = problemsOf(file)
  try {
    return peopleTable({ file, header, line, now, ...columns })
  } catch (error) {
    found.absorb(error)
  }
  // Without a header, a column is where it is named first.
  for (const { message, line: at } of found.issues) {
    const name = header.find((column) => message.startsWith(`column ${shown(column)}:`))
    const place = name === undefined ? undefined : places?.get(name)
    const issue = issueAt(place === undefined ? `${file}:${at}` : `${file}:${place}`, message)
    problems.report(issue.message, issue.line, issue.column)
  }
  return undefined
}
