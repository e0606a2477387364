import { Refusal, refuse } from '../errors/refusal.ts'
import { type Change, openChange } from './change.ts'
import type { DirectoryContext } from './context.ts'
import type { Deactivation } from './deactivation.ts'
import { normalize } from './normalize.ts'
import { requireAllowed, requireDisposable, requireWritable } from './privileges.ts'
import type { UserRecord } from './user.ts'

/** What the rules of accounts need of the emulator. */
export interface AccountsContext extends DirectoryContext {
  readonly deactivation: Deactivation
}

/** Writes accounts by Slack's rules. Each write returns the account as the answer shows it. */
export interface Accounts {
  find(id: string): UserRecord
  create(write: (change: Change) => void): UserRecord
  replace(id: string, actor: UserRecord, write: (change: Change) => void): UserRecord
  patch(id: string, actor: UserRecord, write: (change: Change) => void): UserRecord
  /** Deactivates an account, as DELETE does; repeating it succeeds. Slack never deletes an account. */
  deactivate(id: string, actor: UserRecord): void
}

/** Binds the rules of accounts to one directory. */
export function createAccounts(context: AccountsContext): Accounts {
  const { directory, deactivation, ledger, clock, log } = context
  const open = (how: Change['how'], before?: UserRecord): Change =>
    openChange(how, before, { directory, ledger, now: clock.now() })

  const find = (id: string): UserRecord => {
    const user = directory.users.get(id)
    if (user) return user
    if (/^[UW][A-Z0-9]+$/.test(id)) refuse('no_such_user')
    return refuse(ledger.assume('malformed-user-id'))
  }

  const check = (change: Change): void => {
    normalize(change)
    if (change.before) requireAllowed(change.before, change.user, ledger)
  }

  const store = ({ user, before }: Change): UserRecord => {
    if (before?.active && !user.active) deactivation.deactivate(user)
    directory.putUser(user)
    log.emit({ type: 'change', what: before ? 'user' : 'new user', id: user.id, by: 'scim' })
    if (before && !before.active && user.active) deactivation.reactivate(user)
    // Slack fetches a picture later; the answer still shows the former one.
    return { ...user, photo: user.photo === null ? null : (before?.photo ?? null) }
  }

  const commit = (change: Change): UserRecord => {
    check(change)
    return store(change)
  }

  const holds = (part: Change): boolean => {
    try {
      check(part)
      return true
    } catch (error) {
      if (error instanceof Refusal) return false
      throw error
    }
  }

  /**
   * Stores the longest run of parts of a failed PATCH that is valid by itself; Slack does not say whether a
   * PATCH is atomic. A conflict found at the end counts against the first part that caused it.
   */
  const keepParts = ({ before, parts }: Change): void => {
    const kept = [...parts].reverse().find(holds)
    if (!kept || JSON.stringify(before) === JSON.stringify(kept.user)) return
    if (ledger.assume('failed-patch') === 'keeps-what-went-before') store(kept)
  }

  const changing =
    (how: 'replace' | 'patch'): Accounts['patch'] =>
    (id, actor, write) => {
      const before = find(id)
      requireWritable(before, actor)
      const change = open(how, before)
      try {
        write(change)
        return commit(change)
      } catch (error) {
        if (error instanceof Refusal) keepParts(change)
        throw error
      }
    }

  return {
    find,
    create(write) {
      const change = open('create')
      write(change)
      return commit(change)
    },
    replace: changing('replace'),
    patch: changing('patch'),
    deactivate(id, actor) {
      const before = find(id)
      if (before.forgotten) refuse('cannot_modify_gdpr')
      requireDisposable(before)
      requireWritable(before, actor)
      if (!before.active) return
      const change = open('patch', before)
      change.user.active = false
      commit(change)
    },
  }
}
