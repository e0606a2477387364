import type { DirectoryContext } from './context.ts'
import type { UserRecord } from './user.ts'

/** What an account loses when it is deactivated, by whomever, and what it gets back. */
export interface Deactivation {
  /** Takes from an account that has just become inactive what it loses by that; the caller stores it. */
  deactivate(user: UserRecord): void
  /** Gives back what a reactivation restores. */
  reactivate(user: UserRecord): void
}

/** Binds the rules of deactivation to one directory. */
export function createDeactivation(context: DirectoryContext): Deactivation {
  const { directory, readLag, ledger, tokens } = context
  /** Groups that an account was taken out of when it was deactivated. */
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
