import type { UserOperations } from '../client/operations.ts'
import { SCIMConflictError } from '../errors/api-error.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import type { User, UserAttributes, UserCreate } from '../schemas/user.ts'
import { deactivate, isActive, reactivate } from './activation.ts'
import { changesFor } from './changes.ts'
import { tellHolder } from './conflict.ts'
import type { EnsuredUser, EnsureOptions } from './ensured-user.ts'
import { guestChange } from './guest-status.ts'
import { skippedOf } from './skipped.ts'
import { dialectOf, type Task } from './task.ts'
import type { Write } from './track-writes.ts'

/** An account, and what it is to become. */
export interface AccountUpdate {
  readonly account: User
  readonly wanted: UserCreate
  readonly options: Pick<EnsureOptions, 'onDeactivated' | 'guestStatus'>
}

/** Updates the attributes that differ on an existing account, unless its status speaks against it. */
export async function updateAccount(
  task: Task<UserOperations>,
  { account, wanted, options }: AccountUpdate,
  write: Write,
): Promise<EnsuredUser> {
  const { name } = task
  const { onDeactivated = 'refuse' } = options
  const dialect = dialectOf(task)
  const wantsActive = wanted.active !== false
  let user = account
  let revived = false
  const refuseDeactivated = (why: string): void => {
    if (onDeactivated === 'reactivate') return
    const message = `${name}: ${account.id}: ${why}: pass onDeactivated: 'reactivate' if it is meant`
    throw new SCIMRefusedError(message, 'deactivated', account)
  }
  const revive = async (): Promise<void> => {
    if (revived || !wantsActive || user.active !== false) return
    refuseDeactivated('the account with that address is deactivated')
    user = (await write(reactivate(task, account.id))) ?? user
    revived = true
  }

  const guest = guestChange(dialect, account, wanted)
  if (guest?.isConversion) {
    if (options.guestStatus !== 'change') refuseConversion(name, account)
    if (!isActive(task, account)) refuseDeactivated('a change of guest status reactivates the account')
  }
  isActive(task, account)
  await revive()
  const changes = combined(changesFor(dialect, user, wanted), guest?.partial ?? {})
  const skipped = skippedOf(dialect, user, wanted)
  const isChanged = Object.keys(changes).length > 0
  const guestStatus = guest?.isConversion ? 'change' : undefined
  if (isChanged) user = await change(task, { account: user, changes, wanted, guestStatus }, write)
  // A guest who became a full member hides nothing any more.
  const rest = guestStatus ? changesFor(dialect, user, wanted) : {}
  if (Object.keys(rest).length > 0)
    user = await change(task, { account: user, changes: rest, wanted, guestStatus: undefined }, write)
  // Reads lag: a deactivation of a moment ago may show only in the answer to a write.
  await revive()
  if (!wantsActive && user.active !== false) {
    user = (await write(deactivate(task, account.id))) ?? { ...user, active: false }
    return { outcome: 'updated', user, skipped }
  }
  return { outcome: revived ? 'reactivated' : isChanged ? 'updated' : 'unchanged', user, skipped }
}

/** Two partial users as one; both may name attributes to clear. */
function combined(one: UserAttributes, other: UserAttributes): UserAttributes {
  const attributes = [one, other].flatMap(({ meta }) => meta?.attributes ?? [])
  return { ...one, ...other, ...(attributes.length > 0 && { meta: { attributes } }) }
}

function refuseConversion(name: string, account: User): never {
  const message = `${name}: ${account.id}: the guest status would change: pass guestStatus: 'change' if it is meant`
  throw new SCIMRefusedError(message, 'guest_status', account)
}

interface Change {
  readonly account: User
  readonly changes: UserAttributes
  readonly wanted: UserCreate
  readonly guestStatus: 'change' | undefined
}

async function change(
  task: Task<UserOperations>,
  { account: { id }, changes, wanted, guestStatus }: Change,
  write: Write,
): Promise<User> {
  const { scim, call } = task
  try {
    const answer = await write(scim.patchUser(id, changes, { ...call, guestStatus }))
    return answer.user ?? (await scim.readUser(id, call)).user
  } catch (error) {
    if (error instanceof SCIMConflictError) await tellHolder(task, error, { wanted, self: id })
    throw error
  }
}
