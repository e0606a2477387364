import type { DirectoryContext } from './context.ts'
import type { UserRecord } from './user.ts'

/** What an account loses by a deactivation, through SCIM or in Slack, and what a reactivation restores. */
export interface Deactivation {
  /** Applies the losses to an account that has just become inactive; the caller stores the account. */
  deactivate(user: UserRecord): void
  /** Restores what a reactivation brings back. */
  reactivate(user: UserRecord): void
}

/** Binds the rules of deactivation to one directory. */
export function createDeactivation(context: DirectoryContext): Deactivation {
  const { directory, readLag, ledger, tokens } = context
  /** Ids of the groups that a reactivation restores, by user id. */
  const formerGroups = new Map<string, string[]>()

  return {
    deactivate(user) {
      readLag.deactivated(user.id)
      tokens.revoke(user.id)
      if (user.rank !== 'member' && ledger.assume('deactivation-rank') === 'lost') user.rank = 'member'
      // Channel memberships do not come back (https://slack.com/help/articles/360002061747).
      if (user.guest) user.guest.channels = []
      const groups = directory.groupsOf(user.id)
      if (groups.length === 0) return
      const rule = ledger.assume('deactivation-memberships')
      if (rule === 'kept') return
      if (rule === 'restored-on-reactivation')
        formerGroups.set(
          user.id,
          groups.map((group) => group.id),
        )
      for (const group of groups) {
        directory.putGroup({ ...group, members: group.members.filter((member) => member !== user.id) })
      }
    },
    reactivate(user) {
      readLag.activated(user.id)
      for (const id of formerGroups.get(user.id) ?? []) {
        const group = directory.groups.get(id)
        if (group) directory.putGroup({ ...group, members: [...group.members, user.id] })
      }
      formerGroups.delete(user.id)
    },
  }
}
