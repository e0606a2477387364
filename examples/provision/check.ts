import type { Group, User } from '../../src/index.ts'
import { differences, fieldsOf, wantedFields } from './account.ts'
import type { Directory, Team } from './directory.ts'
import { findHolders } from './holders.ts'
import type { ServiceState } from './read-back.ts'

/** The outcome of a check. */
export interface Verdict {
  /** How many fields and memberships were held against the files. */
  readonly compared: number
  /** One line for each thing that is not as the files say; empty when all is. */
  readonly mismatches: readonly string[]
}

/** Compares what the service has with what the files say: each field of each person, each member of each group. */
export function check(directory: Directory, { users, groups }: ServiceState): Verdict {
  const holders = findHolders(directory.people, users)
  const mismatches: string[] = []
  let compared = 0
  for (const person of directory.people) {
    const who = `${person.employeeId} ${person.userName}`
    const user = holders.get(person.employeeId)
    if (person.status === 'left') {
      compared += 1
      if (user?.active) mismatches.push(`${who}: has left and is still active`)
    } else if (!user) {
      mismatches.push(`${who}: has no account`)
    } else {
      const wanted = wantedFields(person, holders.get(person.manager)?.id ?? '')
      const found = fieldsOf(user)
      compared += Object.keys(wanted).length
      for (const field of differences(wanted, found)) {
        mismatches.push(`${who}: ${field} is ${show(found[field])}, not ${show(wanted[field])}`)
      }
    }
  }
  for (const team of directory.teams) {
    const [group, namesake] = groups.filter((one) => one.displayName === team.name)
    compared += team.members.length
    if (!group) mismatches.push(`${team.name}: there is no such group`)
    else if (namesake) mismatches.push(`${team.name}: there is more than one group of this name`)
    else mismatches.push(...checkMembers(team, group, holders))
  }
  return { compared, mismatches }
}

function checkMembers(team: Team, group: Group, holders: ReadonlyMap<string, User>): string[] {
  const found = new Set(group.members.map((member) => member.value))
  const lacking = team.members.filter((employeeId) => !found.delete(holders.get(employeeId)?.id))
  return [
    ...lacking.map((employeeId) => `${team.name}: lacks ${employeeId}`),
    ...[...found].map((id) => `${team.name}: has ${id}, who is no member`),
  ]
}

function show(value: string | boolean): string {
  return JSON.stringify(value)
}
