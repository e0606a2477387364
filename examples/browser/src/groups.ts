import type { SCIMClient } from 'slack-scim'
import { element, row } from './element.ts'

/** Lists every group with its size, page by page as they come. */
export async function showGroups(scim: SCIMClient): Promise<void> {
  for await (const { groups } of scim.searchGroups().pages()) {
    element('groups').append(
      ...groups.map((group) => row(group.displayName, `${group.members?.length ?? 0} members`)),
    )
  }
}
