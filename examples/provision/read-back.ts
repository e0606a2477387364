import { sw } from '../../src/filter/index.ts'
import type { Group, SCIMClient, User } from '../../src/index.ts'
import type { Report } from './report.ts'

/** What the service has, as read back. */
export interface ServiceState {
  readonly users: readonly User[]
  readonly groups: readonly Group[]
}

/** Every character that a userName can begin with. */
const INITIALS = 'abcdefghijklmnopqrstuvwxyz0123456789._-'

/**
 * Reads everything: people by the first character of their userName, then groups, page by page. The pages
 * are small to show that there are several; left alone, a walk takes 1000 users or 100 groups at a time.
 */
export async function readBack(scim: SCIMClient, report: Report): Promise<ServiceState> {
  const users = new Map<string, User>()
  const groups: Group[] = []
  const { totalResults } = await scim.searchUsers({ count: 1 })

  await report.step('Read back', totalResults, ['people', 'groups', 'pages'], async (advance) => {
    for (const initial of INITIALS) {
      for await (const page of scim.searchUsers({ filter: sw('userName', initial), count: 10 }).pages()) {
        for (const user of page.users) users.set(user.id, user)
        report.count('Read back', 'pages')
        advance(page.users.length)
      }
    }
    // Slack's filters are known to miss people, so the sum is held against the list without a filter.
    if (users.size < totalResults) {
      for await (const user of scim.searchUsers()) users.set(user.id, user)
    }
    for await (const page of scim.searchGroups({ count: 5 }).pages()) {
      groups.push(...page.groups)
      report.count('Read back', 'pages')
    }
    report.count('Read back', 'people', users.size)
    report.count('Read back', 'groups', groups.length)
  })
  return { users: [...users.values()], groups }
}
