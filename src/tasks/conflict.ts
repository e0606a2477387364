import type { Client } from '../client/client.ts'
import { SCIMApiError, type SCIMConflictError } from '../errors/api-error.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import { defineHidden } from '../errors/scim-error.ts'
import type { User, UserCreate } from '../schemas/user.ts'
import { type FindOptions, findBy, type Match, primaryEmail, sameText, type Wanted } from './find-user.ts'
import { storedNames } from './stored-name.ts'
import { callOptions, type TaskOptions, untilSeen } from './task-options.ts'

/**
 * The account behind the conflict of a create, if it is the person's: its primary address is ours.
 *
 * Everybody is read, since filters miss people; then it is waited for, since what another call made a moment
 * ago, or our own whose answer was lost, may be in conflict before it can be read.
 *
 * @returns undefined when it is not the person; then the error has the `holder`, if one was found
 */
export async function personBehind(
  scim: Client,
  error: SCIMConflictError,
  wanted: UserCreate,
  options: TaskOptions,
): Promise<User | undefined> {
  const look = (certain: boolean): Promise<User | undefined> =>
    lookBehind(scim, error, wanted, undefined, { ...options, certain })
  const found = (await look(true)) ?? (await untilSeen(options, () => look(false))) ?? (await look(true))
  if (found && isPerson(found, wanted)) return found
  defineHidden(error, { holder: found })
  return undefined
}

/** Tells an error who else has the name or address that an account was to get. Only told, so a failure to find out is no matter. */
export async function tellHolder(
  scim: Client,
  error: SCIMConflictError,
  wanted: UserCreate,
  self: string,
  options: TaskOptions,
): Promise<void> {
  const holder = await lookBehind(scim, error, wanted, self, { ...options, certain: true }).catch(
    () => undefined,
  )
  defineHidden(error, { holder })
}

/** Whether an account is the person's. An address identifies; a name never does. */
export function isPerson(account: User, wanted: UserCreate): boolean {
  return sameText(primaryEmail(account), primaryEmail(wanted) ?? '')
}

async function lookBehind(
  scim: Client,
  error: SCIMConflictError,
  wanted: UserCreate,
  self: string | undefined,
  { certain, ...options }: FindOptions,
): Promise<User | undefined> {
  const names = storedNames(wanted.userName)
  const addresses = (wanted.emails ?? []).flatMap(({ value }) => (value ? [value] : []))
  const match: Match = (account) => {
    if (account.id === self) return 'no'
    if (isPerson(account, wanted)) return 'yes'
    const holds =
      names.includes(String(account.userName).toLowerCase()) ||
      addresses.some((address) => account.emails?.some((one) => sameText(one?.value, address)))
    return holds ? 'perhaps' : 'no'
  }
  // Seen from Slack: "email_taken … existing_user=U…"; a hint and no more, so that it is read and compared.
  const hint = error.description?.match(/\b(?:existing_)?user=([UW][A-Z0-9]+)/)?.[1]
  const hinted = hint === undefined ? undefined : await readIfThere(scim, hint, options)
  if (hinted && match(hinted) === 'yes') return hinted
  const email = primaryEmail(wanted)
  const wantedFirst = [...new Set([...(email ? [email] : []), ...addresses])]
  const found = await findIfAny(scim, { email: wantedFirst, userName: names }, { ...options, certain }, match)
  return found ?? (hinted && match(hinted) !== 'no' ? hinted : undefined)
}

/** What was made a moment ago may not be read yet; and an id in an error may be of nobody. */
async function readIfThere(scim: Client, id: string, options: TaskOptions): Promise<User | undefined> {
  try {
    return (await scim.readUser(id, callOptions(options))).user
  } catch (error) {
    if (error instanceof SCIMApiError && [400, 403, 404].includes(error.status)) return undefined
    throw error
  }
}

async function findIfAny(
  scim: Client,
  wanted: Wanted,
  options: FindOptions,
  match: Match,
): Promise<User | undefined> {
  try {
    return await findBy(scim, wanted, options, match)
  } catch (error) {
    // No filter was taken, or nobody can say who is in a list that changes all the time.
    if (error instanceof SCIMRefusedError || (error instanceof SCIMApiError && error.status === 400)) {
      return undefined
    }
    throw error
  }
}
