import { describe, expect, it } from 'vitest'
import { createEmulator } from '../../mocks/index.ts'
import {
  SCIM2Client,
  SCIMApiError,
  SCIMClient,
  type SCIMClientOptions,
  type SCIMEvent,
} from '../../src/index.ts'
import { failure } from '../support/outcome.ts'
import { refusal, scripted } from '../support/scripted-transport.ts'

/** Makes a client whose requests are all refused with `400 invalid_query`, and remembers what it sent and said. */
function refused(options: SCIMClientOptions = {}, status = 400, reason = 'invalid_query') {
  const { transport, sent } = scripted(refusal(status, reason))
  const events: SCIMEvent[] = []
  const all = { transport, retryHandlers: [], onEvent: (event: SCIMEvent) => events.push(event), ...options }
  return { sent, events, scim: new SCIMClient('xoxp-1', all), scim2: new SCIM2Client('xoxp-1', all) }
}

describe('filters outside the subset that Slack accepts', () => {
  it.each([
    ['id eq "U1"', 'id eq'],
    ['active eq true', 'active eq'],
    ['userName ne "jo"', 'userName ne'],
    ['not (userName eq "jo")', 'not'],
    ['emails[type eq "work"]', 'emails [], type eq'],
    ['foo', "'foo' (an attribute, an operator and a value in quotes)"],
    ['constructor eq "x"', 'constructor eq'],
  ])('names the unsupported part of %s in a warning and in the error', async (filter, named) => {
    const { scim, events } = refused()
    const hint = `SCIM 1.1 on Slack is not known to take the filter ${named}: it takes userName, email, restricted`
    await expect(scim.searchUsers({ filter })).rejects.toThrow(`400 invalid_query (${hint}`)
    expect(events).toContainEqual(expect.objectContaining({ type: 'warning', code: 'filter_unsupported' }))
  })

  it('names what groups are filtered by', async () => {
    const { scim } = refused()
    const taken = (filter: string): Promise<unknown> =>
      expect(scim.searchGroups({ filter })).rejects.toThrow(/it takes displayName\)$/)
    await taken('members eq "U1"')
    await taken('userName eq "jo"')
    await expect(scim.searchGroups({ filter: 'displayName eq "x"' })).rejects.toThrow(/invalid_query$/)
  })

  it.each([
    'userName eq "jo"',
    'userName Eq "Carly and not id eq 5"',
    'email eq a@b.c',
    "restricted eq '1'",
    'displayName eq "a \\" id eq \\" b"',
    'email sw "a" and (restricted eq true or ultra_restricted pr)',
  ])('emits no warning for %s', async (filter) => {
    const { scim, events } = refused()
    await expect(scim.searchUsers({ filter })).rejects.toThrow(/400 invalid_query$/)
    expect(events.filter(({ type }) => type === 'warning')).toEqual([])
  })

  it('rejects an unsupported filter before sending with strictFilters, as text and as data', async () => {
    const { scim2, sent } = refused({ strictFilters: true })
    await expect(scim2.searchUsers({ filter: 'userName co "jo"' })).rejects.toMatchObject({
      code: 'bad_filter',
    })
    await expect(
      scim2.searchUsers({ filter: { op: 'co', attr: 'userName', value: 'jo' } }),
    ).rejects.toMatchObject({ code: 'bad_filter' })
    expect(sent).toEqual([])
  })

  it('reads a hostile filter in linear time', async () => {
    const { scim } = refused()
    const start = performance.now()
    for (const text of [
      '"'.repeat(200_000),
      'a '.repeat(100_000),
      '('.repeat(200_000),
      `${'a'.repeat(200_000)} eq`,
    ]) {
      await scim.searchUsers({ filter: text }).then(
        () => {},
        () => {},
      )
    }
    expect(performance.now() - start).toBeLessThan(3000)
  })
})

describe('arguments with a known mistake', () => {
  const { sent, scim, scim2 } = refused()
  it.each<[string, () => PromiseLike<unknown>, string]>([
    [
      'a filter that maps attributes to values',
      () => scim.searchUsers({ filter: { userName: 'jo' } as never }),
      "filter with op: give { op: 'eq', attr: 'userName', value: 'jo' }",
    ],
    ['an empty filter', () => scim.searchUsers({ filter: {} as never }), "attr: 'userName'"],
    [
      'a filter with an unknown operator',
      () => scim.searchUsers({ filter: { op: 'equals', attr: 'userName', value: 'jo' } as never }),
      "filter: operator 'equals': is unknown",
    ],
    [
      'a filter without an attribute',
      () => scim.searchUsers({ filter: { op: 'eq', value: 'jo' } as never }),
      "filter: operator 'eq': needs an attr",
    ],
    [
      'a filter without a value',
      () => scim.searchUsers({ filter: { op: 'eq', attr: 'userName' } as never }),
      "filter: operator 'eq': value must be a string, number, boolean or null",
    ],
    [
      'toArray without max',
      () => (scim.searchUsers() as unknown as { toArray(): Promise<unknown> }).toArray(),
      'searchUsers: max: must be a number of rows: toArray({ max: 10_000 })',
    ],
    [
      'an unknown key of apiCall',
      () => scim.apiCall({ method: 'GET', path: 'Users', params: { count: 1 } } as never),
      'apiCall: params: is unknown',
    ],
    [
      'a signal in place of the options',
      () => scim.deleteUser('U1', new AbortController().signal as never),
      'deleteUser: the options must be an object, such as { signal }',
    ],
    [
      'a signal in place of the options of a search',
      () => scim.searchGroups({}, new AbortController().signal as never),
      'searchGroups: the options must be an object, such as { signal }',
    ],
    [
      'milliseconds in place of the options',
      () => scim.readUser('U1', 5000 as never),
      'readUser: the options must be an object, such as { signal }',
    ],
    [
      'a padded id',
      () => scim2.readGroup('S1\n'),
      'readGroup: id: must not begin or end with white space or an invisible character: trim it',
    ],
    [
      'updateUser(id, user)',
      () => scim.updateUser('U1' as never, { title: 'x' } as never),
      'updateUser: id: must stand in the body: updateUser({ ...user, id })',
    ],
    [
      'a misspelt search parameter',
      () => scim.searchUsers({ startindex: 2 } as never),
      "searchUsers: startindex: unknown: did you mean 'startIndex'? There are count, startIndex",
    ],
    [
      'a list of operations',
      () => scim2.patchUser('U1', [{ op: 'add' }] as never),
      'takes an object: { Operations: [...] }',
    ],
    [
      'operations on 1.1',
      () => scim.patchUser('U1', { operations: [] } as never),
      'operations: unknown: SCIM 2.0 takes Operations',
    ],
    ['Operations on 1.1', () => scim.patchUser('U1', { Operations: [] } as never), 'partial resource'],
    [
      'operations on 2.0',
      () => scim2.patchUser('U1', { operations: [] } as never),
      'operations: unknown: SCIM 2.0 takes Operations',
    ],
  ])('rejects %s with the fix before sending', async (_what, call, message) => {
    await expect(call()).rejects.toThrow(message)
    expect(sent).toEqual([])
  })
})

describe('an invalid token', () => {
  it.each([
    [undefined, 'token: is undefined: set the environment variable'],
    ['xoxb-123', 'token: starts with xoxb-: Slack takes a user token (xoxp-…) with the scope admin'],
    ['xapp-123', 'token: starts with xapp-: Slack takes a user token'],
    ['', 'token: must be text without white space'],
    ['xoxp 1', 'token: must be text without white space'],
  ])('rejects %j with the fix', (token, message) => {
    expect(() => new SCIMClient(token as string)).toThrow(message)
  })

  it.each([undefined, 'xoxb-123'])('rejects %j returned by a function', async (token) => {
    const { transport, sent } = scripted({})
    await expect(new SCIMClient(() => token as string, { transport }).readUser('U1')).rejects.toThrow(
      'token: ',
    )
    expect(sent).toEqual([])
  })

  it('explains on a 401 which token SCIM takes', async () => {
    const { transport } = createEmulator()
    const scim = new SCIMClient('xoxp-wrong', { transport })
    await expect(scim.readUser('U1')).rejects.toThrow(
      '401 invalid_authentication (Slack takes a user token (xoxp-…) with the scope admin)',
    )
  })

  it('says nothing of tokens on a 401 of a relay, which is about the session', async () => {
    const { transport } = scripted(refusal(401, 'relay_unauthenticated (authorize knows no session)'))
    const scim = new SCIMClient(null, { transport })
    await expect(scim.readUser('U1')).rejects.toThrow(/authorize knows no session\)$/)
  })
})

describe('a 401', () => {
  it.each<[string, unknown]>([
    ['a page', '<title>Sign in</title>'],
    ['nothing', ''],
    ['an error without a description', { Errors: { code: 401 } }],
  ])('with %s explains which token SCIM takes', async (_, body) => {
    const { transport } = scripted({ status: 401, body })
    const scim = new SCIMClient('xoxp-wrong', { transport, retryHandlers: [] })
    const { message } = await failure(scim.readUser('U1'), SCIMApiError)
    expect(message).toContain('(Slack takes a user token (xoxp-…) with the scope admin)')
  })
})

describe('baseUrl', () => {
  it.each([
    [
      'https://api.slack.com/scim/v2/',
      'ends in /scim/v2/: this client speaks SCIM 1.1, as https://api.slack.com/scim/v1/ does',
    ],
    ['https://emulator.test/prefix/scim/v2', 'ends in /scim/v2/'],
    ['https://api.slack.com/', 'does not end in the path of a version: this client speaks SCIM 1.1'],
    ['https://api.slack-gov.com/scim', 'does not end in the path of a version: this client speaks SCIM 1.1'],
  ])('rejects %s in the 1.1 client', (baseUrl, message) => {
    expect(() => new SCIMClient('xoxp-1', { baseUrl })).toThrow(`baseUrl: ${message}`)
  })

  it('rejects the 1.1 URL in the 2.0 client', () => {
    expect(() => new SCIM2Client('xoxp-1', { baseUrl: SCIMClient.BASE_URL })).toThrow('speaks SCIM 2.0')
  })

  it.each(['https://slack.com.example/', 'http://localhost:8080/', 'https://relay.example/api/scim/v1'])(
    'accepts %s',
    (baseUrl) => {
      expect(() => new SCIMClient('xoxp-1', { baseUrl })).not.toThrow()
    },
  )

  it('suggests checking baseUrl when another host answers 404 without SCIM', async () => {
    const { transport } = scripted({ status: 404, body: '<html><title>Not found</title></html>' })
    const scim = new SCIMClient('xoxp-1', { transport, baseUrl: 'https://gateway.example/' })
    await expect(scim.readUser('U1')).rejects.toThrow("(is baseUrl right? Slack's ends in /scim/v1/)")
  })

  it.each<[string, number, string, unknown]>([
    [
      'a SCIM error',
      404,
      'https://gateway.example/',
      { Errors: { description: 'user_not_found', code: 404 } },
    ],
    ['a path of a version', 404, 'https://gateway.example/scim/v1/', '<html></html>'],
    ['a path of the other version', 404, 'https://gateway.example/scim/v2/acme/', '<html></html>'],
    ['another status', 400, 'https://gateway.example/', '<html></html>'],
    ['a failure of the service', 500, 'https://gateway.example/', '<html></html>'],
  ])('suggests no other baseUrl for %s', async (_, status, baseUrl, body) => {
    const { transport } = scripted({ status, body })
    const scim = new SCIMClient('xoxp-1', { transport, baseUrl, retryHandlers: [] })
    const { message } = await failure(scim.readUser('U1'), SCIMApiError)
    expect(message).toContain(`${status}`)
    expect(message).not.toContain('baseUrl')
  })
})
