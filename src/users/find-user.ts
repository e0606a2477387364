import type { Client } from '../client/client.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import { eq } from '../filter/builders.ts'
import { formatFilter } from '../filter/format-filter.ts'
import type { User } from '../schemas/user.ts'
import { callOptions, type DomainOptions } from './domain-options.ts'

/** What the searches for one person can be told. */
export interface FindOptions extends DomainOptions {
  /** Whether to read everyone when the filter finds nobody; default `false`. Slack's filters miss people. */
  readonly certain?: boolean | undefined
}

/** How often a list is read again that changed while it was read. */
const MOST_WALKS = 3

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
export function findUserByEmail(
  scim: Client,
  email: string,
  options: FindOptions = {},
): Promise<User | undefined> {
  const attribute = scim.version === '1.1' ? 'email' : 'emails'
  return find(scim, attribute, email, options, (user) => {
    const held = (user.emails ?? []).filter(({ value }) => sameText(value, email))
    return held.length === 0 ? 'no' : sameText(primaryEmail(user), email) ? 'yes' : 'perhaps'
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
export function findUserByUserName(
  scim: Client,
  userName: string,
  options: FindOptions = {},
): Promise<User | undefined> {
  return find(scim, 'userName', userName, options, (user) =>
    sameText(user.userName, userName) ? 'yes' : 'no',
  )
}

/** The address that identifies an account: the one marked, else the first (https://docs.slack.dev/reference/scim-api). */
export function primaryEmail(user: Pick<User, 'emails'>): string | undefined {
  const emails = user.emails ?? []
  const { value } =
    emails.find(({ primary }) => primary) ?? emails.find(({ type }) => type === 'work') ?? emails[0] ?? {}
  return value ?? undefined
}

/** Whether two names or addresses are the same to Slack. */
export function sameText(a: unknown, b: string): boolean {
  return typeof a === 'string' && a.toLowerCase() === b.toLowerCase()
}

type Match = (user: User) => 'yes' | 'perhaps' | 'no'

async function find(
  scim: Client,
  attribute: string,
  value: string,
  { certain, ...options }: FindOptions,
  match: Match,
): Promise<User | undefined> {
  const call = callOptions(options)
  const filter = formatFilter(eq(attribute, value))
  try {
    const found = await pick(scim.searchUsers({ filter, count: 100 }, call), match)
    if (found.user || !certain) return found.user
  } catch (error) {
    // Some worlds refuse the filter itself; everyone can still be read.
    if (!certain || (error as { status?: unknown }).status !== 400) throw error
  }
  for (let walks = 0; walks < MOST_WALKS; walks++) {
    const found = await pick(scim.searchUsers({}, call), match)
    if (found.user || found.complete) return found.user
  }
  throw new SCIMRefusedError(
    `find ${attribute}: the list of users changed in each of ${MOST_WALKS} readings`,
    'incomplete',
  )
}

async function pick(
  users: AsyncIterable<User>,
  match: Match,
): Promise<{ user: User | undefined; complete: boolean }> {
  const walk = users[Symbol.asyncIterator]()
  let perhaps: User | undefined
  for (;;) {
    const { done, value } = await walk.next()
    if (done)
      return { user: perhaps, complete: (value as { complete?: boolean } | undefined)?.complete === true }
    const matched = match(value)
    if (matched === 'yes') {
      await walk.return?.()
      return { user: value, complete: true }
    }
    if (matched === 'perhaps') perhaps ??= value
  }
}
