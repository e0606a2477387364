import type { SCIMClient, User } from '../../src/index.ts'
import { check, type Verdict } from './check.ts'
import { deactivateLeavers } from './deactivate-leavers.ts'
import type { Directory } from './directory.ts'
import { findHolders } from './holders.ts'
import { provisionPeople } from './provision-people.ts'
import { provisionTeams } from './provision-teams.ts'
import { readBack } from './read-back.ts'
import type { Report } from './report.ts'

/** Makes the service equal to a directory, reads everything back and compares. */
export async function provision(scim: SCIMClient, directory: Directory, report: Report): Promise<Verdict> {
  const users: User[] = []
  for await (const user of scim.searchUsers()) users.push(user)
  const holders = findHolders(directory.people, users)
  const known = new Set([...holders.values()].map((user) => user.id))
  const strangers = users.filter((user) => !known.has(user.id)).map((user) => user.userName)
  report.line('Service', `${users.length} accounts at ${scim.baseUrl}`)
  report.line('Left alone', `in no file: ${strangers.sort().join(', ') || 'nobody'}`)

  const run = { scim, directory, holders, report }
  await provisionPeople(run)
  await provisionTeams(run)
  await deactivateLeavers(run)

  return check(directory, await readBack(scim, report))
}
