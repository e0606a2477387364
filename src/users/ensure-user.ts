import type { Client } from '../client/client.ts'
import type { CallOptions } from '../client/options.ts'
import { SCIMApiError, SCIMConflictError } from '../errors/api-error.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import { hide, SCIMError } from '../errors/scim-error.ts'
import { invalid } from '../errors/validation-error.ts'
import type { User, UserCreate } from '../schemas/user.ts'
import { systemClock } from '../time/clock.ts'
import { sleep } from '../time/signal.ts'
import { changesFor } from './changes.ts'
import { deactivateUser, reactivateUser } from './deactivate-user.ts'
import { callOptions, type DomainOptions, untilSeen } from './domain-options.ts'
import { findUserByEmail, findUserByUserName, primaryEmail, sameText } from './find-user.ts'

/** What {@link ensureUser} can be told. */
export interface EnsureOptions extends DomainOptions {
  /** What identifies a person: the primary email address, and nothing else. */
  readonly match?: readonly 'email'[] | undefined
  /** What to do with a deactivated account of that address; default `refuse`. */
  readonly onDeactivated?: 'refuse' | 'reactivate' | undefined
}

/** What {@link ensureUser} did. */
export interface EnsuredUser {
  readonly outcome: 'created' | 'updated' | 'reactivated' | 'unchanged'
  /** The account as the service last sent it. */
  readonly user: User
}

/**
 * Makes sure that there is an account with these attributes: finds the person by primary address, else
 * creates it, and changes what differs.
 *
 * Nobody is taken over: a conflict about a `userName` never identifies a person, and rejects with a
 * `SCIMConflictError` that has the `holder`, if found. An id that an error names is a hint: the account is
 * read, and its primary address must be ours before anything is written. Guest status is never changed. A
 * create whose answer was lost is looked for before it is made again.
 *
 * @param scim - a client of either dialect
 * @param user - the attributes; those that are left out are left alone
 * @param options - `onDeactivated`, `patience`, and what every call takes
 * @throws {@link SCIMConflictError} if the name or the address is somebody else's
 * @throws {@link SCIMRefusedError} (`deactivated`) for a deactivated account, unless told to reactivate it
 *
 * @example
 * ```ts
 * import { ensureUser, SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * const { outcome, user } = await ensureUser(
 *   scim,
 *   { userName: 'jo', emails: [{ value: 'jo@example.com', primary: true }], title: 'Engineer' },
 *   { onDeactivated: 'reactivate' },
 * )
 * console.log(outcome, user.id)
 * ```
 */
export async function ensureUser(
  scim: Client,
  user: UserCreate,
  options: EnsureOptions = {},
): Promise<EnsuredUser> {
  const email = primaryEmail(user)
  if (!email) throw invalid('ensureUser', 'emails', 'needs a primary address: it is what identifies a person')
  const { match: _match, onDeactivated: _onDeactivated, ...domain } = options
  const call = callOptions(domain)
  const found = await lookFor(scim, email, call)
  const account = found ?? (await create(scim, user, email, domain))
  if ('created' in account) return { outcome: 'created', user: account.created }
  return update(scim, account, user, options)
}

/** A filter may be refused, or miss: then the attempt to create will tell. */
async function lookFor(scim: Client, email: string, call: CallOptions): Promise<User | undefined> {
  try {
    const user = await findUserByEmail(scim, email, call)
    return user && sameText(primaryEmail(user), email) ? user : undefined
  } catch (error) {
    if (error instanceof SCIMApiError && error.status === 400) return undefined
    throw error
  }
}

/** Once for us, once more for what was lost or transient: Slack takes an address only once. */
const MOST_CREATES = 2

async function create(
  scim: Client,
  user: UserCreate,
  email: string,
  options: DomainOptions,
): Promise<User | { created: User }> {
  const call = callOptions(options)
  let doubted = false
  for (let creates = 1; ; creates++) {
    try {
      return { created: (await scim.createUser(user, call)).user }
    } catch (error) {
      if (!SCIMError.is(error) || options.signal?.aborted) throw error
      if (error instanceof SCIMConflictError) {
        const holder = await holderOf(scim, error, email, user.userName, options)
        if (!holder) throw error
        return doubted && Object.keys(changesFor(scim, holder, user)).length === 0
          ? { created: holder }
          : holder
      }
      const lost = (error as { applied?: unknown }).applied !== 'no'
      const transient = error instanceof SCIMApiError && error.reason === 'invited_user_not_created'
      if (creates === MOST_CREATES || !(lost || transient)) throw error
      doubted ||= lost
      // Not knowing is no reason to make a second one: look first, and let the address decide if nothing is seen.
      await sleep(options.clock ?? systemClock(), 1000, options.signal)
      const made = await lookFor(scim, email, call)
      if (made) return { created: made }
    }
  }
}

/**
 * The account behind a conflict, if it is the person's: its primary address is ours. For any other conflict
 * the error gets the holder, and nothing is returned.
 */
async function holderOf(
  scim: Client,
  error: SCIMConflictError,
  email: string,
  userName: string,
  options: DomainOptions,
): Promise<User | undefined> {
  const call = callOptions(options)
  const isOurs = (user: User | undefined): boolean =>
    user !== undefined && sameText(primaryEmail(user), email)
  const hint = error.description?.match(/existing_user=([A-Z0-9]+)/)?.[1]
  const hinted = hint && (await untilSeen(options, () => readIfThere(scim, hint, call)))
  if (hinted && isOurs(hinted)) return hinted
  if (error.reason === 'email_taken' || !error.reason?.startsWith('username')) {
    const holder = await findUserByEmail(scim, email, { ...options, certain: true })
    if (isOurs(holder)) return holder
    hide(error, { holder: holder ?? (hinted || undefined) })
    return undefined
  }
  hide(error, { holder: await findUserByUserName(scim, userName, call).catch(() => undefined) })
  return undefined
}

/** What was made a moment ago may not be read yet. */
async function readIfThere(scim: Client, id: string, call: CallOptions): Promise<User | undefined> {
  try {
    return (await scim.readUser(id, call)).user
  } catch (error) {
    if (error instanceof SCIMApiError && error.status === 404) return undefined
    throw error
  }
}

async function update(
  scim: Client,
  account: User,
  wanted: UserCreate,
  options: EnsureOptions,
): Promise<EnsuredUser> {
  const { match: _match, onDeactivated = 'refuse', ...domain } = options
  const wantsActive = wanted.active !== false
  const revives = !account.active && wantsActive
  if (revives && onDeactivated !== 'reactivate') {
    const message = `ensureUser: ${account.id} has that address and is deactivated: pass onDeactivated: 'reactivate'`
    throw new SCIMRefusedError(message, 'deactivated', account)
  }
  let user = account
  if (revives) user = (await reactivateUser(scim, account.id, domain)) ?? user
  const changes = changesFor(scim, user, wanted)
  const changed = Object.keys(changes).length > 0
  if (changed) user = await change(scim, user, changes, wanted.userName, domain)
  if (user.active && !wantsActive) {
    user = (await deactivateUser(scim, account.id, domain)) ?? user
    return { outcome: 'updated', user }
  }
  return { outcome: revives ? 'reactivated' : changed ? 'updated' : 'unchanged', user }
}

async function change(
  scim: Client,
  user: User,
  changes: Parameters<Client['patchUser']>[1],
  userName: string,
  options: DomainOptions,
): Promise<User> {
  const call = callOptions(options)
  try {
    return (await scim.patchUser(user.id, changes, call)).user ?? (await scim.readUser(user.id, call)).user
  } catch (error) {
    if (error instanceof SCIMConflictError) {
      hide(error, { holder: await findUserByUserName(scim, userName, call).catch(() => undefined) })
    }
    throw error
  }
}
