import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

/** A line of people.csv. */
export interface Person {
  readonly employeeId: string
  readonly userName: string
  readonly givenName: string
  readonly familyName: string
  readonly email: string
  readonly title: string
  readonly department: string
  /** The employee id of the manager; empty at the top. */
  readonly manager: string
  readonly phone: string
  /** `2026-11-24`. */
  readonly startDate: string
  readonly status: 'active' | 'left'
}

/** A line of groups.csv, with its lines of memberships.csv. */
export interface Team {
  readonly name: string
  /** Employee ids. */
  readonly members: readonly string[]
}

/** What the files say. */
export interface Directory {
  readonly people: readonly Person[]
  readonly teams: readonly Team[]
}

/**
 * Reads people.csv, groups.csv and memberships.csv of a folder.
 *
 * What contradicts itself is refused here, before anything is sent: half a directory must never be applied.
 * Whether Slack accepts a name or an address is left to Slack.
 *
 * @throws Error with the file and the line
 */
export function readDirectory(folder: string): Directory {
  const people = new Map<string, Person>()
  const lines = read(folder, 'people.csv', ['manager'])
  for (const line of lines) {
    const id = line.value('employee_id')
    const status = line.value('status')
    if (people.has(id)) throw line.error(`employee_id ${id} is there twice`)
    if (status !== 'active' && status !== 'left') throw line.error(`status must be active or left`)
    people.set(id, {
      employeeId: id,
      userName: line.value('user_name'),
      givenName: line.value('given_name'),
      familyName: line.value('family_name'),
      email: line.value('email'),
      title: line.value('title'),
      department: line.value('department'),
      manager: line.value('manager'),
      phone: line.value('phone'),
      startDate: line.value('start_date'),
      status,
    })
  }
  const mustBeHere = (line: Line, id: string): string => {
    if (people.get(id)?.status !== 'active') throw line.error(`${id} is no active person of people.csv`)
    return id
  }
  for (const line of lines) {
    const manager = line.value('manager')
    if (manager !== '' && line.value('status') === 'active') mustBeHere(line, manager)
  }

  const teams = new Map<string, { name: string; members: string[] }>()
  for (const line of read(folder, 'groups.csv')) {
    teams.set(line.value('group'), { name: line.value('name'), members: [] })
  }
  for (const line of read(folder, 'memberships.csv')) {
    const team = teams.get(line.value('group'))
    if (!team) throw line.error(`${line.value('group')} is no group of groups.csv`)
    team.members.push(mustBeHere(line, line.value('employee_id')))
  }
  return { people: [...people.values()], teams: [...teams.values()] }
}

/** A line that can say where it stands. */
interface Line {
  value(column: string): string
  error(problem: string): Error
}

function read(folder: string, file: string, mayBeEmpty: readonly string[] = []): Line[] {
  const rows = parse<{ record: Record<string, string>; info: { lines: number } }>(
    readFileSync(join(folder, file), 'utf8'),
    { bom: true, columns: true, info: true, skip_empty_lines: true, trim: true },
  )
  return rows.map(({ record, info }) => {
    const error = (problem: string): Error => new Error(`${file}, line ${info.lines}: ${problem}.`)
    return {
      error,
      value(column) {
        const text = record[column]
        if (text === undefined) throw error(`the column ${column} is missing`)
        if (text === '' && !mayBeEmpty.includes(column)) throw error(`${column} is empty`)
        return text
      },
    }
  })
}
