import type { Client } from '../client/client.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import { invalid } from '../errors/validation-error.ts'
import { eq } from '../filter/builders.ts'
import { isRecord } from '../protocol/is-record.ts'
import type { User } from '../schemas/user.ts'
import { callOptions, type TaskOptions } from './task-options.ts'

/** What the searches for one person can be told. */
export interface FindOptions extends TaskOptions {
  /** Whether to read everyone when the filter finds nobody; default `false`. Slack's filters miss people. */
  readonly certain?: boolean | undefined
}

/** How often a list is read again that changed while it was read. */
const MAX_WALKS = 3

/**
 * Finds the person who has an email address, deactivated ones among them; a primary address goes first.
 *
 * Equality is checked here, without regard to case: Slack's filter has returned neighbours, and missed people.
 *
 * @param scim - a client of either dialect
 * @param email - the address
 * @param options - `certain`, and what every call takes
 * @throws {@link SCIMRefusedError} (`incomplete`) if `certain` and the list changed in each of three readings
 *
 * @example
 * ```ts
 * import { findUserByEmail, SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * const user = await findUserByEmail(scim, 'jo@example.com', { certain: true })
 * console.log(user?.id)
 * ```
 */
export async function findUserByEmail(
  scim: Client,
  email: string,
  options: FindOptions = {},
): Promise<User | undefined> {
  requireText('findUserByEmail', 'email', email)
  return findBy(scim, { email: [email] }, options, (user) => {
    const held = (user.emails ?? []).some((one) => sameText(one?.value, email))
    return held ? (sameText(primaryEmail(user), email) ? 'yes' : 'perhaps') : 'no'
  })
}

/**
 * Finds the person who has a `userName`, deactivated ones among them.
 *
 * @param scim - a client of either dialect
 * @param userName - the name, without regard to case
 * @param options - `certain`, and what every call takes
 * @throws {@link SCIMRefusedError} (`incomplete`) if `certain` and the list changed in each of three readings
 */
export async function findUserByUserName(
  scim: Client,
  userName: string,
  options: FindOptions = {},
): Promise<User | undefined> {
  requireText('findUserByUserName', 'userName', userName)
  return findBy(scim, { userName: [userName] }, options, (user) =>
    sameText(user.userName, userName) ? 'yes' : 'no',
  )
}

/** An empty cell of a table would otherwise find whoever has an empty second address. */
function requireText(operation: string, path: string, value: unknown): void {
  if (typeof value !== 'string' || value.trim() === '') throw invalid(operation, path, 'must not be empty')
}

/** The address that identifies an account: the one marked, else the first (https://docs.slack.dev/reference/scim-api). */
export function primaryEmail(user: Pick<User, 'emails'>): string | undefined {
  // A row that has drifted is handed out as it came.
  const emails = (user.emails ?? []).filter(isRecord) as User['emails']
  const { value } =
    emails.find(({ primary }) => primary) ?? emails.find(({ type }) => type === 'work') ?? emails[0] ?? {}
  return value ?? undefined
}

/** Whether two names or addresses are the same to Slack. */
export function sameText(a: unknown, b: string): boolean {
  return typeof a === 'string' && a.toLowerCase() === b.toLowerCase()
}

/** What is looked for by filter, each value on its own. */
export interface Wanted {
  readonly email?: readonly string[]
  readonly userName?: readonly string[]
}

/** Whether an account is the one; `perhaps` gives way to a `yes` that comes later. */
export type Match = (user: User) => 'yes' | 'perhaps' | 'no'

/** Asks by filter for each value, then, if it must be certain, reads everyone; `match` alone decides. */
export async function findBy(
  scim: Client,
  { email = [], userName = [] }: Wanted,
  { certain, ...options }: FindOptions,
  match: Match,
): Promise<User | undefined> {
  const call = callOptions(options)
  const attribute = scim.version === '1.1' ? 'email' : 'emails'
  const filters = [
    ...email.map((value) => eq(attribute, value)),
    ...userName.map((value) => eq('userName', value)),
  ]
  let perhaps: User | undefined
  try {
    for (const filter of filters) {
      const { user, sure } = await pick(scim.searchUsers({ filter, count: 100 }, call), match)
      if (sure) return user
      perhaps ??= user
    }
    if (!certain) return perhaps
  } catch (error) {
    // Some worlds refuse the filter itself; everyone can still be read.
    if (!certain || (error as { status?: unknown }).status !== 400) throw error
  }
  for (let walks = 0; walks < MAX_WALKS; walks++) {
    const { user, sure, complete } = await pick(scim.searchUsers({}, call), match)
    if (sure || complete) return user ?? perhaps
  }
  throw new SCIMRefusedError(
    `findUserByEmail, findUserByUserName: the list of users changed in each of ${MAX_WALKS} readings`,
    'incomplete',
  )
}

async function pick(
  users: AsyncIterable<User>,
  match: Match,
): Promise<{ user: User | undefined; sure: boolean; complete: boolean }> {
  const walk = users[Symbol.asyncIterator]()
  let perhaps: User | undefined
  for (;;) {
    const { done, value } = await walk.next()
    if (done) {
      const { complete } = (value ?? {}) as { complete?: boolean }
      return { user: perhaps, sure: false, complete: complete === true }
    }
    const matched = match(value)
    if (matched === 'yes') {
      await walk.return?.()
      return { user: value, sure: true, complete: false }
    }
    if (matched === 'perhaps') perhaps ??= value
  }
}
