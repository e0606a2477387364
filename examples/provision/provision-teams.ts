import type { Group } from '../../src/index.ts'
import { aFewAtATime } from './a-few-at-a-time.ts'
import type { Team } from './directory.ts'
import { AT_A_TIME, type Run, tolerate } from './run.ts'

const KINDS = ['created', 'changed', 'already right', 'members added', 'members removed']

/** Makes the groups of the files and gives each exactly its members; other groups stay as they are. */
export async function provisionTeams(run: Run): Promise<void> {
  const { scim, directory } = run
  const groups = new Map<string, Group>()
  for await (const group of scim.searchGroups()) groups.set(group.displayName, group)

  await run.report.step('Groups', directory.teams.length, KINDS, (advance) =>
    aFewAtATime(directory.teams, AT_A_TIME, async (team) => {
      await tolerate(run, team.name, () => provisionTeam(run, team, groups.get(team.name)))
      advance()
    }),
  )
}

async function provisionTeam({ scim, holders, report }: Run, team: Team, group?: Group): Promise<void> {
  const wanted = new Set(team.members.flatMap((employeeId) => holders.get(employeeId)?.id ?? []))
  const found = new Set(group?.members.flatMap((member) => member.value ?? []))
  const added = [...wanted].filter((id) => !found.has(id)).map((value) => ({ value }))
  const removed = [...found].filter((id) => !wanted.has(id)).map((value) => ({ value, operation: 'delete' }))

  if (!group) {
    await scim.createGroup({ displayName: team.name, members: added })
    report.count('Groups', 'created')
  } else if (added.length + removed.length > 0) {
    await scim.patchGroup(group.id, { members: [...added, ...removed] })
    report.count('Groups', 'changed')
  } else {
    report.count('Groups', 'already right')
  }
  report.count('Groups', 'members added', added.length)
  report.count('Groups', 'members removed', removed.length)
}
