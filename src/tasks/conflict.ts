import type { UserOperations } from '../client/operations.ts'
import { SCIMApiError, type SCIMConflictError } from '../errors/api-error.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import { defineHidden } from '../errors/scim-error.ts'
import type { User, UserCreate } from '../schemas/user.ts'
import { findUser, type UserSearch } from './find-user.ts'
import { hasAddress, primaryEmail, sameAddress, sameUserName } from './identity.ts'
import { isBadRequest, type Match } from './search-for.ts'
import { storedNames } from './stored-name.ts'
import { type Task, untilSeen } from './task.ts'

/** The attributes of a refused write, and the account that it was about. */
export interface Claim {
  readonly wanted: Pick<UserCreate, 'emails'> & { readonly userName?: string | null | undefined }
  /** The account that was to get it; absent for a create. */
  readonly self?: string | undefined
}

/**
 * The account behind the conflict of a create, if it is the person's: its primary email is ours.
 *
 * Everyone is read, since filters miss people. Then it is waited for: what another call created a moment ago, or our
 * own create whose answer was lost, may be in conflict before it can be read.
 *
 * @returns undefined when it is not the person's; then the error has the `holder`, if one was found
 */
export async function personBehind(
  task: Task<UserOperations>,
  error: SCIMConflictError,
  wanted: UserCreate,
): Promise<User | undefined> {
  const look = (certain: boolean): Promise<User | undefined> => lookBehind(task, error, { wanted, certain })
  const found = (await look(true)) ?? (await untilSeen(task, () => look(false))) ?? (await look(true))
  if (found && isPerson(found, wanted)) return found
  defineHidden(error, { holder: found })
  return undefined
}

/** Adds to an error who else has the name or address. Best effort: a failed search leaves `holder` undefined. */
export async function tellHolder(
  task: Task<UserOperations>,
  error: SCIMConflictError,
  claim: Claim,
): Promise<void> {
  const holder = await lookBehind(task, error, { ...claim, certain: true }).catch(() => undefined)
  defineHidden(error, { holder })
}

/** Whether an account is the person's. A primary email identifies; a name never does. */
function isPerson(account: User, wanted: Pick<User, 'emails'>): boolean {
  return sameAddress(primaryEmail(account), primaryEmail(wanted) ?? '')
}

async function lookBehind(
  task: Task<UserOperations>,
  error: SCIMConflictError,
  { wanted, self, certain }: Claim & Pick<UserSearch, 'certain'>,
): Promise<User | undefined> {
  const userNames = wanted.userName ? storedNames(wanted.userName) : []
  const addresses = wanted.emails.flatMap(({ value }) => (value ? [value] : []))
  const match = (account: User): Match => {
    if (account.id === self) return 'no'
    if (isPerson(account, wanted)) return 'yes'
    const holds =
      userNames.some((name) => sameUserName(account.userName, name)) ||
      addresses.some((address) => hasAddress(account, address))
    return holds ? 'perhaps' : 'no'
  }
  // Seen from Slack: "email_taken … existing_user=U…". It is a hint: the account is read and compared.
  const hint = error.description?.match(/\b(?:existing_)?user=([UW][A-Z0-9]+)/)?.[1]
  const hinted = hint === undefined ? undefined : await readIfThere(task, hint)
  if (hinted && match(hinted) === 'yes') return hinted
  const email = primaryEmail(wanted)
  const emails = [...new Set([...(email ? [email] : []), ...addresses])]
  const found = await findIfAny(task, { emails, userNames, certain, match })
  return found ?? (hinted && match(hinted) !== 'no' ? hinted : undefined)
}

/** A new account may not be readable yet, and the id in an error may be of no account, or of one that the token cannot read. */
async function readIfThere({ scim, call }: Task<UserOperations>, id: string): Promise<User | undefined> {
  try {
    return (await scim.readUser(id, call)).user
  } catch (error) {
    if (error instanceof SCIMApiError && [400, 403, 404].includes(error.status)) return undefined
    throw error
  }
}

async function findIfAny(task: Task<UserOperations>, search: UserSearch): Promise<User | undefined> {
  try {
    return await findUser(task, search)
  } catch (error) {
    // The service takes no filter, or its list changes all the time.
    if (error instanceof SCIMRefusedError || isBadRequest(error)) return undefined
    throw error
  }
}
