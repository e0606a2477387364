import type { Client } from '../client/client.ts'
import { SCIMApiError, SCIMConflictError } from '../errors/api-error.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import { invalid } from '../errors/validation-error.ts'
import { isRecord } from '../protocol/is-record.ts'
import type { User, UserAttributes, UserCreate } from '../schemas/user.ts'
import { deactivateUser, reactivateUser } from './activation.ts'
import { changesFor } from './changes.ts'
import { personBehind, tellHolder } from './conflict.ts'
import { findUserByEmail, primaryEmail, sameText } from './find-user.ts'
import { withManagerId } from './manager.ts'
import { callOptions, pause, type TaskOptions } from './task-options.ts'
import { isInDoubt, trackWrites, type Write } from './track-writes.ts'

/** What {@link ensureUser} can be told. */
export interface EnsureOptions extends TaskOptions {
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
 * create whose answer was lost is looked for before it is made again. A conflict with nobody to be seen (a
 * channel has the name, or reads lag) is looked into for as long as `settleTimeout`.
 *
 * @param scim - a client of either dialect
 * @param user - the attributes; those that are left out are left alone, and so are those that an empty list would add to
 * @param options - `onDeactivated`, `settleTimeout`, and what every call takes
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
  const email = checkArguments(user, options)
  const { match: _match, onDeactivated: _onDeactivated, ...domain } = options
  return trackWrites(async (write) => {
    const found = await lookFor(scim, email, domain)
    const wanted = await withManagerId(scim, user, domain)
    const { account, created } = found
      ? { account: found, created: false }
      : await create(scim, wanted, email, domain, write)
    return created ? { outcome: 'created', user: account } : update(scim, account, wanted, options, write)
  })
}

function checkArguments(user: unknown, { match, onDeactivated = 'refuse' }: EnsureOptions): string {
  const name = 'ensureUser'
  if (!isRecord(user) || !Array.isArray(user.emails)) throw invalid(name, 'emails', 'must be a list')
  const email = primaryEmail(user as unknown as UserCreate)
  if (!email?.trim()) throw invalid(name, 'emails', 'needs a primary address: it is what identifies a person')
  if (typeof user.userName !== 'string') throw invalid(name, 'userName', 'must be a text')
  // What identifies a person is said, so that nobody takes a userName for it.
  if (match && String(match) !== 'email') throw invalid(name, 'match', "must be ['email']")
  if (!/^(refuse|reactivate)$/.test(onDeactivated)) {
    throw invalid(name, 'onDeactivated', "must be 'refuse' or 'reactivate'")
  }
  return email
}

/** A filter may be refused, or miss: then the attempt to create will tell. */
async function lookFor(scim: Client, email: string, options: TaskOptions): Promise<User | undefined> {
  try {
    const user = await findUserByEmail(scim, email, options)
    return user && sameText(primaryEmail(user), email) ? user : undefined
  } catch (error) {
    if (error instanceof SCIMApiError && error.status === 400) return undefined
    throw error
  }
}

/** Once for us, once more for what was lost or transient: Slack takes an address only once. */
const MAX_CREATES = 2

async function create(
  scim: Client,
  wanted: UserCreate,
  email: string,
  options: TaskOptions,
  write: Write,
): Promise<{ readonly account: User; readonly created: boolean }> {
  // What is found after a create in doubt is what it made only if it looks like it; else it was there before.
  const isMade = (account: User): boolean =>
    account.active === (wanted.active !== false) &&
    Object.keys(changesFor(scim, account, wanted)).length === 0
  for (let creates = 1; ; creates++) {
    try {
      return { account: (await write(scim.createUser(wanted, callOptions(options)))).user, created: true }
    } catch (error) {
      if (options.signal?.aborted) throw error
      if (error instanceof SCIMConflictError) {
        const account = await personBehind(scim, error, wanted, options)
        if (account) return { account, created: creates > 1 && isMade(account) }
        throw error
      }
      if (!isInDoubt(error) && !passesByItself(error)) throw error
      // Not knowing is no reason to make a second one: look first, and let the address decide if nothing is seen.
      await pause(options)
      const account = await lookFor(scim, email, options)
      if (account) return { account, created: isMade(account) }
      if (creates === MAX_CREATES) throw error
    }
  }
}

/** The refusal that connectors have seen from Slack once, and not again a second later. */
function passesByItself(error: unknown): boolean {
  return (error as { readonly reason?: unknown }).reason === 'invited_user_not_created'
}

async function update(
  scim: Client,
  account: User,
  wanted: UserCreate,
  options: EnsureOptions,
  write: Write,
): Promise<EnsuredUser> {
  const { match: _match, onDeactivated = 'refuse', ...domain } = options
  const wantsActive = wanted.active !== false
  let user = account
  let revived = false
  const revive = async (): Promise<void> => {
    if (revived || user.active || !wantsActive) return
    if (onDeactivated !== 'reactivate') {
      const message = `ensureUser: ${account.id} has that address and is deactivated: pass onDeactivated: 'reactivate'`
      throw new SCIMRefusedError(message, 'deactivated', account)
    }
    user = (await write(reactivateUser(scim, account.id, domain))) ?? user
    revived = true
  }
  await revive()
  const changes = changesFor(scim, user, wanted)
  const changed = Object.keys(changes).length > 0
  if (changed) user = await change(scim, user, changes, wanted, domain, write)
  // Reads lag: that somebody was deactivated a moment ago may only be told by the answer to a write.
  await revive()
  if (user.active && !wantsActive) {
    user = (await write(deactivateUser(scim, account.id, domain))) ?? user
    return { outcome: 'updated', user }
  }
  return { outcome: revived ? 'reactivated' : changed ? 'updated' : 'unchanged', user }
}

async function change(
  scim: Client,
  user: User,
  changes: UserAttributes,
  wanted: UserCreate,
  options: TaskOptions,
  write: Write,
): Promise<User> {
  const call = callOptions(options)
  try {
    return (
      (await write(scim.patchUser(user.id, changes, call))).user ?? (await scim.readUser(user.id, call)).user
    )
  } catch (error) {
    if (error instanceof SCIMConflictError) await tellHolder(scim, error, wanted, user.id, options)
    throw error
  }
}
