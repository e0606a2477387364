import type { UserOperations } from '../client/operations.ts'
import { SCIMConflictError } from '../errors/api-error.ts'
import { isRecord } from '../protocol/is-record.ts'
import type { User, UserCreate } from '../schemas/user.ts'
import { asWritten } from './as-written.ts'
import { changesFor } from './changes.ts'
import { personBehind } from './conflict.ts'
import { findByEmail } from './find-user.ts'
import { guestChange } from './guest-status.ts'
import { primaryEmail, sameAddress } from './identity.ts'
import { isBadRequest } from './search-for.ts'
import { dialectOf, pause, type Task } from './task.ts'
import { isInDoubt, type Write } from './track-writes.ts'

/** One create, and one more after a lost answer or a passing refusal: Slack takes an address only once. */
const MAX_CREATES = 2

/**
 * Creates one account, whether or not the answers arrive.
 *
 * @returns the account, and whether this created it or it existed before
 */
export async function createOnce(
  task: Task<UserOperations>,
  wanted: UserCreate,
  write: Write,
): Promise<{ readonly account: User; readonly created: boolean }> {
  const { scim, call } = task
  const body = asWritten(withGuestType(dialectOf(task).urns.guest, wanted))
  for (let creates = 1; ; creates++) {
    try {
      return { account: (await write(scim.createUser(body, call))).user, created: true }
    } catch (error) {
      if (call.signal?.aborted) throw error
      if (error instanceof SCIMConflictError) {
        const account = await personBehind(task, error, wanted)
        if (account) return { account, created: creates > 1 && looksCreated(task, account, wanted) }
        throw error
      }
      if (!isInDoubt(error) && !isPassing(error)) throw error
      // A second create needs proof that the first had no effect: search first, and let the address decide.
      await pause(task)
      const account = await findPerson(task, primaryEmail(wanted) ?? '')
      if (account) return { account, created: looksCreated(task, account, wanted) }
      if (creates === MAX_CREATES) throw error
    }
  }
}

/** A new account is a full member by leaving the extension out, and a guest by its type. */
function withGuestType(urn: `urn:${string}`, wanted: UserCreate): UserCreate {
  const { [urn]: extension, ...rest } = wanted
  if (extension === null) return rest as UserCreate
  return isRecord(extension) ? { ...wanted, [urn]: { type: 'multi', ...extension } } : wanted
}

/** The account whose primary email this is. The filter may be refused, or miss: then a create will tell. */
export async function findPerson(task: Task<UserOperations>, email: string): Promise<User | undefined> {
  try {
    const user = await findByEmail(task, email)
    return user && sameAddress(primaryEmail(user), email) ? user : undefined
  } catch (error) {
    if (isBadRequest(error)) return undefined
    throw error
  }
}

/** After a create in doubt, an account counts as ours only if it matches what was sent; else it existed before. */
function looksCreated(task: Task<UserOperations>, account: User, wanted: UserCreate): boolean {
  const dialect = dialectOf(task)
  return (
    account.active === (wanted.active !== false) &&
    Object.keys(changesFor(dialect, account, wanted)).length === 0 &&
    guestChange(dialect, account, wanted) === undefined
  )
}

/** A refusal that connectors have seen from Slack once, and not again a second later. */
function isPassing(error: unknown): boolean {
  return (error as { readonly reason?: unknown }).reason === 'invited_user_not_created'
}
