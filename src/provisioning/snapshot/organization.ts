import { SCIMAbortError } from '../../errors/abort-error.ts'
import { checkOptions, FUNCTION, TEXT, withMethod } from '../../options/check-options.ts'
import { isRecord } from '../../protocol/is-record.ts'
import { readRetryAfter } from '../../protocol/retry-after.ts'
import { type Clock, systemClock } from '../../time/clock.ts'
import { sleep } from '../../time/signal.ts'
import { SCIMOrganizationError } from './organization-error.ts'
import type { OrganizationFacts, OrganizationReader, Rank } from './snapshot.ts'

/** Options of {@link slackOrganization}. */
export interface SlackOrganizationOptions {
  /** The token of the SCIM client, or another of the same account; it needs the scope `users:read` beside `admin`. */
  readonly token: string
  /** Default the global `fetch`. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined
  /** Default `https://slack.com/api/`. */
  readonly baseUrl?: string | undefined
  /** The workspace whose accounts are listed; Enterprise needs it with a token of the organization. Default none. */
  readonly teamId?: string | undefined
  /** The clock of waits; default the platform's. */
  readonly clock?: Clock | undefined
}

const DEFAULT_URL = 'https://slack.com/api/'
/** Accounts of a page, the most that Slack takes (https://docs.slack.dev/reference/methods/users.list). */
const PAGE = 1000
/** Ten million people. */
const MAX_PAGES = 10_000
/** Times that one page is asked for after a rate limit. */
const MAX_WAITS = 5
/** Milliseconds to wait after a rate limit that names none. */
const DEFAULT_WAIT = 30_000

/**
 * Makes the reader of what SCIM does not tell: the organization's id, the token's own account, and who is an owner, an
 * admin, a guest or a bot. It calls `auth.test` and `users.list` of the Web API, a page of 1,000 accounts a request.
 *
 * @param options - `token`, `fetch`, `baseUrl` and `teamId`
 * @returns the `facts` of `readSnapshot`; it rejects with {@link SCIMOrganizationError}
 * @throws {@link SCIMConfigurationError} for an unknown option or a value of the wrong type
 *
 * @example
 * ```ts
 * import { SCIMClient } from 'slack-scim'
 * import { readSnapshot, slackOrganization } from 'slack-scim/provisioning'
 *
 * const token = 'xoxp-…'
 * await readSnapshot(new SCIMClient(token), { facts: slackOrganization({ token }) })
 * ```
 */
export function slackOrganization(options: SlackOrganizationOptions): OrganizationReader {
  const rules = { token: TEXT, fetch: FUNCTION, baseUrl: TEXT, teamId: TEXT, clock: withMethod('now') }
  checkOptions({ owner: 'slackOrganization' }, options, rules)
  return async ({ signal, expect } = {}) => {
    const call = (method: string, args: Readonly<Record<string, string>>): Promise<Answer> =>
      callMethod(options, { method, args, signal })
    const identity = await call('auth.test', {})
    const organization = textOf(identity.enterprise_id) ?? textOf(identity.team_id)
    if (!organization) throw new SCIMOrganizationError('auth.test: it names no organization', 'bad_answer')
    if (expect !== undefined && expect !== organization)
      throw new SCIMOrganizationError(
        `auth.test: the token is of ${organization}, and not of ${expect}: use a token of ${expect}`,
        'wrong_organization',
      )
    const roles = new Map<string, Rank>()
    const guests = new Set<string>()
    const { teamId } = options
    let cursor = ''
    for (let page = 0; page < MAX_PAGES; page++) {
      const args = { limit: `${PAGE}`, ...(cursor && { cursor }), ...(teamId && { team_id: teamId }) }
      const { members, response_metadata: metadata } = await call('users.list', args)
      if (!Array.isArray(members))
        throw new SCIMOrganizationError('users.list: it lists no members', 'bad_answer')
      for (const member of members) addMember(member, roles, guests)
      const next = isRecord(metadata) ? (textOf(metadata.next_cursor) ?? '') : ''
      if (!next)
        return { organization, self: textOf(identity.user_id), roles, guests } satisfies OrganizationFacts
      if (next === cursor) break
      cursor = next
    }
    throw new SCIMOrganizationError('users.list: it does not end', 'bad_answer')
  }
}

type Answer = Readonly<Record<string, unknown>>

function addMember(member: unknown, roles: Map<string, Rank>, guests: Set<string>): void {
  if (!isRecord(member) || typeof member.id !== 'string') return
  const { id, enterprise_user: inEnterprise } = member
  // Owners and admins of the whole Enterprise organization may be plain members of the workspace that is listed.
  const is = (flag: string): boolean =>
    member[flag] === true || (isRecord(inEnterprise) && inEnterprise[flag] === true)
  if (member.is_bot === true || id === 'USLACKBOT') roles.set(id, 'bot')
  else if (is('is_primary_owner')) roles.set(id, 'primary-owner')
  else if (is('is_owner')) roles.set(id, 'owner')
  else if (is('is_admin')) roles.set(id, 'admin')
  else if (member.is_restricted === true || member.is_ultra_restricted === true) guests.add(id)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined
}

/** One call of the Web API. */
interface MethodCall {
  readonly method: string
  readonly args: Readonly<Record<string, string>>
  readonly signal: AbortSignal | undefined
}

/** Calls a method, which reads only, and calls it again after a rate limit. */
async function callMethod(
  options: SlackOrganizationOptions,
  { method, args, signal }: MethodCall,
): Promise<Answer> {
  const { token, baseUrl = DEFAULT_URL, clock = systemClock() } = options
  const { fetch = (url: string, init: RequestInit) => globalThis.fetch(url, init) } = options
  const init: RequestInit = {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(args).toString(),
    // A redirect would take the token along.
    redirect: 'manual',
    ...(signal && { signal }),
  }
  try {
    for (let waits = 0; ; waits++) {
      signal?.throwIfAborted()
      const response = await fetch(new URL(method, baseUrl).href, init)
      const answer = readAnswer(await response.text())
      if (response.status !== 429 && answer?.error !== 'ratelimited') return accepted(method, answer)
      if (waits === MAX_WAITS)
        throw new SCIMOrganizationError(
          `${method}: it is limited still, after ${MAX_WAITS} waits`,
          'ratelimited',
        )
      await sleep(clock, readRetryAfter(response.headers, clock.now()) ?? DEFAULT_WAIT, signal)
    }
  } catch (cause) {
    if (cause instanceof SCIMOrganizationError) throw cause
    if (signal?.aborted) {
      const state = { applied: 'no', attempts: 0 } as const
      throw new SCIMAbortError(`${method}: aborted by its signal`, state, cause)
    }
    throw new SCIMOrganizationError(`${method}: no answer arrived`, 'network', cause)
  }
}

function readAnswer(text: string): Answer | undefined {
  try {
    const answer: unknown = JSON.parse(text)
    return isRecord(answer) ? answer : undefined
  } catch {
    return undefined
  }
}

function accepted(method: string, answer: Answer | undefined): Answer {
  if (answer?.ok === true) return answer
  if (!answer) throw new SCIMOrganizationError(`${method}: the answer is no JSON object`, 'no_answer')
  const { error } = answer
  const reason = typeof error === 'string' && /^[a-z_]{1,60}$/.test(error) ? error : 'bad_answer'
  const fix = FIXES.get(reason)
  throw new SCIMOrganizationError(`${method}: Slack refused it: ${reason}${fix ? `: ${fix}` : ''}`, reason)
}

const NEW_TOKEN = 'the token is not valid any more, or was never: take a new one (xoxp-…)'

/** What helps against an error of the Web API (https://docs.slack.dev/reference/methods/auth.test). */
const FIXES: ReadonlyMap<string, string> = new Map([
  ['missing_scope', 'give the token the scope users:read'],
  ['not_authed', 'give a token (xoxp-…)'],
  ['invalid_auth', NEW_TOKEN],
  ['token_revoked', NEW_TOKEN],
  ['token_expired', NEW_TOKEN],
  ['account_inactive', 'the account of the token is deactivated: take the token of an active owner or admin'],
])
