import type { UserOperations } from '../client/operations.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import { invalid } from '../errors/validation-error.ts'
import { type OptionRules, oneOf } from '../options/check-options.ts'
import type { User } from '../schemas/user.ts'
import { isActive } from './activation.ts'
import { requireId } from './arguments.ts'
import { A_TIME, guestChange, guestOf, isTime } from './guest-status.ts'
import { seeChange } from './see-change.ts'
import { beginTask, dialectOf, type Task, type TaskOptions } from './task.ts'

/** Options of {@link convertToMember}. */
export interface ConvertOptions extends TaskOptions {
  /** Whether to convert a deactivated account, which reactivates it; default `refuse`. */
  readonly onDeactivated?: 'refuse' | 'reactivate' | undefined
}

/** Options of {@link convertToGuest}. */
export interface ConvertToGuestOptions extends ConvertOptions {
  /** When the account ends, ISO 8601; default: the expiration that it has, if any. */
  readonly expiration?: string | undefined
}

const NEEDS = ['readUser', 'patchUser'] as const
const RULES: OptionRules = /* @__PURE__ */ (() => ({ onDeactivated: oneOf('refuse', 'reactivate') }))()
const GUEST_RULES: OptionRules = /* @__PURE__ */ (() => ({
  ...RULES,
  expiration: [isTime, A_TIME] as const,
}))()

/**
 * Makes a multi-channel guest of a full member, and reads the account until it shows. A guest stays the guest that it is,
 * and gets the expiration. Only Enterprise has guests over SCIM, and no single-channel ones.
 *
 * @param scim - a client of either dialect, or anything with its operations
 * @param id - the account's Slack id
 * @param options - `expiration`, `onDeactivated`, `settleTimeout` (milliseconds), and the options of a call
 * @returns the account as last read
 * @throws {@link SCIMRefusedError} `deactivated` for a deactivated account, without `onDeactivated: 'reactivate'`;
 *   `unsettled` if no read shows the guest when `settleTimeout` ends
 * @see [List, create, extend and convert guests](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/guests.md)
 *
 * @example
 * ```ts
 * import { convertToGuest, SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * await convertToGuest(scim, 'U0123456789', { expiration: '2027-01-31T00:00:00Z' })
 * ```
 */
export async function convertToGuest(
  scim: UserOperations,
  id: string,
  options: ConvertToGuestOptions = {},
): Promise<User> {
  const name = 'convertToGuest'
  const task = beginTask({ name, scim, needs: NEEDS, options, rules: GUEST_RULES })
  requireId(name, 'id', id)
  const { expiration, onDeactivated } = options
  const account = await readAccount(task, id)
  return setGuest(task, { account, extension: { expiration }, onDeactivated })
}

/**
 * Makes a full member of a guest, and reads the account until it shows. A full member stays as it is.
 *
 * @param scim - a client of either dialect, or anything with its operations
 * @param id - the account's Slack id
 * @param options - `onDeactivated`, `settleTimeout` (milliseconds), and the options of a call
 * @returns the account as last read
 * @throws {@link SCIMRefusedError} `deactivated` for a deactivated account, without `onDeactivated: 'reactivate'`;
 *   `unsettled` if reads still show a guest when `settleTimeout` ends
 * @see [List, create, extend and convert guests](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/guests.md)
 *
 * @example
 * ```ts
 * import { convertToMember, SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * await convertToMember(scim, 'U0123456789')
 * ```
 */
export async function convertToMember(
  scim: UserOperations,
  id: string,
  options: ConvertOptions = {},
): Promise<User> {
  const name = 'convertToMember'
  const task = beginTask({ name, scim, needs: NEEDS, options, rules: RULES })
  requireId(name, 'id', id)
  const account = await readAccount(task, id)
  return setGuest(task, { account, extension: null, onDeactivated: options.onDeactivated })
}

/**
 * Sets or clears when the account of a guest ends, and reads it until it shows.
 *
 * @param scim - a client of either dialect, or anything with its operations
 * @param id - the guest's Slack id
 * @param expiration - ISO 8601; `null` for never
 * @param options - `settleTimeout` (milliseconds), and the options of a call
 * @returns the account as last read
 * @throws {@link SCIMRefusedError} `guest_status` for a full member; `unsettled` if no read shows the expiration when
 *   `settleTimeout` ends
 * @see [List, create, extend and convert guests](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/guests.md)
 *
 * @example
 * ```ts
 * import { SCIMClient, setGuestExpiration } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * await setGuestExpiration(scim, 'U0123456789', '2027-01-31T00:00:00Z')
 * ```
 */
export async function setGuestExpiration(
  scim: UserOperations,
  id: string,
  expiration: string | null,
  options: TaskOptions = {},
): Promise<User> {
  const name = 'setGuestExpiration'
  const task = beginTask({ name, scim, needs: NEEDS, options })
  requireId(name, 'id', id)
  if (expiration !== null && !isTime(expiration)) {
    throw invalid(name, 'expiration', `must be null or ${A_TIME}`)
  }
  const account = await readAccount(task, id)
  if (!guestOf(dialectOf(task), account)) {
    const message = `${name}: ${id}: the account is a full member's: call convertToGuest if it is to be a guest's`
    throw new SCIMRefusedError(message, 'guest_status', account)
  }
  return setGuest(task, { account, extension: { expiration } })
}

/** An account and the guest extension that it is to have; null makes a full member. */
interface GuestWish {
  readonly account: User
  readonly extension: { readonly expiration: string | null | undefined } | null
  readonly onDeactivated?: ConvertOptions['onDeactivated']
}

async function setGuest(
  task: Task<UserOperations>,
  { account, extension, onDeactivated = 'refuse' }: GuestWish,
): Promise<User> {
  const { name, scim, call } = task
  const dialect = dialectOf(task)
  const wanted = { [dialect.urns.guest]: extension }
  const change = guestChange(dialect, account, wanted)
  if (!change) return account
  const { id } = account
  if (change.isConversion && onDeactivated === 'refuse' && !isActive(task, account)) {
    const message = `${name}: ${id}: the conversion reactivates the account: pass onDeactivated: 'reactivate' if it is meant`
    throw new SCIMRefusedError(message, 'deactivated', account)
  }
  const guestStatus = change.isConversion ? 'change' : undefined
  const write = scim.patchUser(id, change.partial, { ...call, guestStatus })
  const shows = (read: User): boolean => guestChange(dialect, read, wanted) === undefined
  const expected = extension === null ? 'is a full member' : 'is a guest with this expiration'
  return (await seeChange(task, { id, write, shows, expected })) ?? account
}

async function readAccount(task: Task<UserOperations>, id: string): Promise<User> {
  // Before the first request: without the URN of guests nothing else can be done.
  dialectOf(task)
  return (await task.scim.readUser(id, task.call)).user
}
