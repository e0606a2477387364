import { describe, expect, it } from 'vitest'
import { createEmulator, virtualClock } from '../../../mocks/index.ts'
import { SCIMAbortError, SCIMConfigurationError } from '../../../src/index.ts'
import { SCIMOrganizationError, slackOrganization } from '../../../src/provisioning/index.ts'
import { failure } from '../../support/outcome.ts'

const TOKEN = 'xoxp-very-secret'

interface Sent {
  readonly url: string
  readonly body: unknown
}

/** A Web API that answers with these, the last one for ever. */
function scripted(...answers: readonly (object | string | number | Error)[]) {
  const sent: Sent[] = []
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const index = Math.min(sent.push({ url, body: init.body }), answers.length) - 1
    const answer = answers[index]
    if (answer instanceof Error) throw answer
    if (typeof answer === 'number')
      return new Response('', { status: answer, headers: { 'Retry-After': '7' } })
    return new Response(typeof answer === 'string' ? answer : JSON.stringify(answer))
  }
  return { sent, fetch }
}

const TEST = { ok: true, team_id: 'T1', user_id: 'U1' }

describe('slackOrganization', () => {
  it('reads every page of the emulator', async () => {
    const users = Array.from({ length: 2500 }, (_, n) => ({
      userName: `u${n}`,
      ...(n % 100 === 0 && { rank: 'admin' as const }),
    }))
    const emulator = createEmulator({ seed: { users } })
    const fetch = (url: string, init: RequestInit) => emulator.fetch(new Request(url, init))
    const facts = await slackOrganization({ token: emulator.token, fetch })()
    expect(facts.organization).toBe('E0EMULATOR')
    expect([...(facts.roles?.values() ?? [])].filter((rank) => rank === 'admin')).toHaveLength(25)
    expect(facts.roles?.get(facts.self ?? '')).toBe('primary-owner')
  })

  it('asks for the accounts of a workspace, page by page', async () => {
    const { sent, fetch } = scripted(
      TEST,
      { ok: true, members: [], response_metadata: { next_cursor: 'next' } },
      { ok: true, members: [{ id: 'USLACKBOT' }], response_metadata: { next_cursor: '' } },
    )
    const facts = await slackOrganization({ token: TOKEN, fetch, teamId: 'T1' })()
    expect(facts).toMatchObject({ organization: 'T1', self: 'U1' })
    expect(facts.roles?.get('USLACKBOT')).toBe('bot')
    expect(sent).toEqual([
      { url: 'https://slack.com/api/auth.test', body: '' },
      { url: 'https://slack.com/api/users.list', body: 'limit=1000&team_id=T1' },
      { url: 'https://slack.com/api/users.list', body: 'limit=1000&cursor=next&team_id=T1' },
    ])
  })

  it('reads the owners and admins of an Enterprise organization, whatever they are in the workspace', async () => {
    const rankOf = (flag: string) => ({ is_owner: false, enterprise_user: { id: 'W1', [flag]: true } })
    const { fetch } = scripted(TEST, {
      ok: true,
      members: [
        { id: 'U1', ...rankOf('is_primary_owner') },
        { id: 'U2', ...rankOf('is_owner') },
        { id: 'U3', ...rankOf('is_admin') },
        { id: 'U4', ...rankOf('is_member') },
        { id: 'U5', is_admin: true, enterprise_user: null },
      ],
    })
    const { roles } = await slackOrganization({ token: TOKEN, fetch })()
    expect([...(roles ?? [])]).toEqual([
      ['U1', 'primary-owner'],
      ['U2', 'owner'],
      ['U3', 'admin'],
      ['U5', 'admin'],
    ])
  })

  it('waits as long as a rate limit says, and not for ever', async () => {
    const clock = virtualClock()
    const start = clock.now()
    const { sent, fetch } = scripted(429, { ok: false, error: 'ratelimited' }, TEST, {
      ok: true,
      members: [],
    })
    await slackOrganization({ token: TOKEN, fetch, clock })()
    expect(sent).toHaveLength(4)
    expect(clock.now() - start).toBe(37_000)
    const limited = scripted(429)
    const error = await failure(
      slackOrganization({ token: TOKEN, fetch: limited.fetch, clock })(),
      SCIMOrganizationError,
    )
    expect(error.reason).toBe('ratelimited')
    expect(limited.sent).toHaveLength(6)
  })

  it.each<readonly [answer: object | string | Error, reason: string]>([
    [{ ok: false, error: 'invalid_auth' }, 'invalid_auth'],
    [{ ok: false, error: `x ${TOKEN}` }, 'bad_answer'],
    [{ ok: true }, 'bad_answer'],
    ['<html>', 'no_answer'],
    ['', 'no_answer'],
    ['[]', 'no_answer'],
    [new TypeError('fetch failed'), 'network'],
  ])('rejects after %j without the token', async (answer, reason) => {
    const { fetch } = scripted(answer)
    const error = await failure(slackOrganization({ token: TOKEN, fetch })(), SCIMOrganizationError)
    expect(error.reason).toBe(reason)
    expect(`${error.message}${JSON.stringify(error)}`).not.toContain(TOKEN)
  })

  it.each([
    ['missing_scope', 'give the token the scope users:read'],
    ['invalid_auth', 'take a new one (xoxp-…)'],
    ['token_revoked', 'take a new one (xoxp-…)'],
    ['token_expired', 'take a new one (xoxp-…)'],
    ['account_inactive', 'take the token of an active owner or admin'],
  ])('says what helps against %s', async (error, fix) => {
    const { fetch } = scripted(TEST, { ok: false, error })
    await expect(slackOrganization({ token: TOKEN, fetch })()).rejects.toThrow(fix)
  })

  it('lists nobody of another organization than the expected one', async () => {
    const { sent, fetch } = scripted(TEST)
    const error = await failure(
      slackOrganization({ token: TOKEN, fetch })({ expect: 'T2' }),
      SCIMOrganizationError,
    )
    expect([error.reason, sent.map(({ url }) => url)]).toEqual([
      'wrong_organization',
      ['https://slack.com/api/auth.test'],
    ])
  })

  it('ends a list whose cursor stays the same', async () => {
    const { fetch } = scripted(TEST, { ok: true, members: [], response_metadata: { next_cursor: 'a' } })
    const error = await failure(slackOrganization({ token: TOKEN, fetch })(), SCIMOrganizationError)
    expect(error.message).toBe('users.list: it does not end')
  })

  it('ends when its signal aborts', async () => {
    const { fetch } = scripted(429)
    const controller = new AbortController()
    const reading = slackOrganization({ token: TOKEN, fetch })({ signal: controller.signal })
    setTimeout(() => controller.abort(), 5)
    await failure(reading, SCIMAbortError)
  })

  it('refuses an unknown option', () => {
    expect(() => slackOrganization({ token: TOKEN, teamID: 'T1' } as never)).toThrow(SCIMConfigurationError)
  })
})
