import type { AccountsContext } from '../directory/accounts.ts'
import type { GroupRecord } from '../directory/group.ts'
import type { UserRecord } from '../directory/user.ts'
import { EmulatorError } from '../errors/emulator-error.ts'
import { putSeedGroup, putSeedUser, resolveManager } from '../seed/apply-seed.ts'
import { checkSeedGroup, checkSeedUser } from '../seed/check-seed.ts'
import type { SeedGroup, SeedUser } from '../seed/seed.ts'

/** An account as Slack stores it; read lag does not apply. */
export type StateUser = Readonly<UserRecord> & {
  /** The names of its groups. */
  readonly groups: readonly string[]
}

/** A group as Slack stores it; `members` are user ids. */
export type StateGroup = Readonly<GroupRecord>

/**
 * The directory behind the service: plain copies for assertions, and changes as an administrator makes them
 * in Slack's own interface, without SCIM's rules.
 */
export interface EmulatorState {
  /** All accounts, oldest first. */
  readonly users: readonly StateUser[]
  /** All groups, oldest first. */
  readonly groups: readonly StateGroup[]
  /** One account, by id, userName or email. */
  user(key: string): StateUser | undefined
  /** One group, by id or displayName. */
  group(key: string): StateGroup | undefined
  /** Adds an account, or replaces the one of the same id or userName. */
  upsertUser(user: SeedUser): StateUser
  /** Deactivates an account, by id, userName or email, with the losses of a deactivation through SCIM. */
  deactivateUser(key: string): void
  /** Adds a group, or replaces the one of the same id or displayName. */
  upsertGroup(group: SeedGroup): StateGroup
  /** Deletes a group, by id or displayName. */
  removeGroup(key: string): void
  /** Adds a channel, whose name is taken from then on. */
  addChannel(name: string): void
}

/** Makes the view of the directory for tests. */
export function createState(contextOf: () => AccountsContext): EmulatorState {
  const findUser = (key: string): UserRecord | undefined => {
    const { directory } = contextOf()
    return directory.users.get(key) ?? directory.userNamed(key) ?? directory.userWithEmail(key)
  }
  const findGroup = (key: string): GroupRecord | undefined => {
    const { directory } = contextOf()
    return directory.groups.get(key) ?? directory.groupNamed(key)
  }
  const shown = (user: UserRecord): StateUser => ({
    ...structuredClone(user),
    groups: contextOf()
      .directory.groupsOf(user.id)
      .map((group) => group.displayName),
  })
  const changed = (what: string, id: string): void => {
    contextOf().log.emit({ type: 'change', what, id, by: 'slack' })
  }

  return {
    get users() {
      return Array.from(contextOf().directory.users.values(), shown)
    },
    get groups() {
      return Array.from(contextOf().directory.groups.values(), (group) => structuredClone(group))
    },
    user(key) {
      const user = findUser(key)
      return user && shown(user)
    },
    group: (key) => structuredClone(findGroup(key)),
    upsertUser(seed) {
      checkSeedUser(seed, 'state.upsertUser: user')
      const { clock, directory, tokens } = contextOf()
      const { id, active } = putSeedUser(directory, seed, clock.now())
      resolveManager(directory, seed)
      if (!active) tokens.revoke(id)
      changed('user', id)
      return shown(directory.users.get(id) ?? unknown('user', id))
    },
    deactivateUser(key) {
      const before = findUser(key) ?? unknown('user', key)
      if (!before.active) return
      const { deactivation, directory } = contextOf()
      const user = { ...structuredClone(before), active: false }
      deactivation.deactivate(user)
      directory.putUser(user)
      changed('user', user.id)
    },
    upsertGroup(seed) {
      checkSeedGroup(seed, 'state.upsertGroup: group')
      const { clock, directory } = contextOf()
      const group = putSeedGroup(directory, seed, clock.now())
      changed('group', group.id)
      return structuredClone(group)
    },
    removeGroup(key) {
      const group = findGroup(key) ?? unknown('group', key)
      contextOf().directory.dropGroup(group.id)
      changed('removed group', group.id)
    },
    addChannel: (name) => contextOf().directory.addChannel(name),
  }
}

function unknown(what: string, key: string): never {
  throw new EmulatorError(
    `state: no ${what} '${key}': give the ${what === 'user' ? 'id, userName or email' : 'id or displayName'}`,
  )
}
