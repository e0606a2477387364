import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { type DesiredGroup, type DirectorySource, peopleTable } from '../../src/provisioning/index.ts'
import { COLUMNS, OWNS } from './configuration.ts'

/** Reads people.csv, groups.csv and memberships.csv of a folder. The engine checks what they say. */
export function csvDirectory(folder: string): DirectorySource {
  return {
    name: 'hr',
    owns: OWNS,
    async *read({ now }) {
      const people = readTable(folder, 'people.csv')
      const table = peopleTable({ ...people, ...COLUMNS, now })
      for (const { cells, line } of people.rows) {
        const person = table.person(cells, line)
        if (!person) continue
        const { givenName, familyName } = person.attributes
        const names = { displayName: `${givenName} ${familyName}`, employeeNumber: person.key }
        yield { ...person, attributes: { ...person.attributes, ...names } }
      }
      table.end()
      yield* readGroups(folder)
    },
  }
}

function readGroups(folder: string): Omit<DesiredGroup, 'source'>[] {
  const memberships = readTable(folder, 'memberships.csv').rows
  return readTable(folder, 'groups.csv').rows.map(({ cells: { group = '', name = '' }, line }) => ({
    key: group,
    name,
    members: memberships.flatMap(({ cells }) => (cells.group === group ? [cells.employee_id ?? ''] : [])),
    mode: 'exact',
    origin: `groups.csv:${line}`,
  }))
}

interface Table {
  readonly file: string
  readonly header: readonly string[]
  readonly rows: readonly { readonly cells: Readonly<Record<string, string>>; readonly line: number }[]
}

function readTable(folder: string, file: string): Table {
  let header: string[] = []
  const columns = (names: string[]): string[] => {
    header = names
    return names
  }
  const records = parse<{ record: Record<string, string>; info: { lines: number } }>(
    readFileSync(join(folder, file), 'utf8'),
    { bom: true, columns, info: true, skip_empty_lines: true, trim: true },
  )
  return { file, header, rows: records.map(({ record, info }) => ({ cells: record, line: info.lines })) }
}
