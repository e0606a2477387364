import { afterEach, describe, expect, it, vi } from 'vitest'
import { SCIMClient, type SCIMClientOptions, SCIMConfigurationError } from '../../src/index.ts'
import { VERSION } from '../../src/protocol/version.ts'
import { failure, refused } from '../support/outcome.ts'
import { scripted } from '../support/scripted-transport.ts'

async function headersSent(
  options: SCIMClientOptions,
  call: Parameters<SCIMClient['readUser']>[1] = {},
): Promise<Readonly<Record<string, string>>> {
  const { transport, sent } = scripted({})
  await new SCIMClient('xoxp-test', { transport, ...options }).readUser('U1', call)
  return sent[0]?.headers ?? {}
}

afterEach(() => void vi.unstubAllGlobals())

describe('headers', () => {
  it('overrides the defaults per client and per call, in any case', async () => {
    const headers = await headersSent(
      { headers: { 'X-A': 'client', 'x-b': 'client', ACCEPT: 'application/scim+json' } },
      { headers: { 'x-A': 'call' } },
    )
    expect(headers).toMatchObject({ 'x-a': 'call', 'x-b': 'client', accept: 'application/scim+json' })
  })

  it('removes default and client headers that are null', async () => {
    const headers = await headersSent(
      { headers: { 'Content-Type': null, 'x-a': '1' } },
      { headers: { 'X-A': null, 'User-Agent': null } },
    )
    expect(Object.keys(headers).sort()).toEqual(['accept', 'authorization'])
  })

  it('ignores undefined headers', async () => {
    const headers = await headersSent({ headers: { 'x-a': undefined, authorization: undefined } as never })
    expect(headers['x-a']).toBeUndefined()
    expect(headers.authorization).toBe('Bearer xoxp-test')
  })

  it('rejects an invalid header by its name', async () => {
    expect(refused({ headers: { 'x-a': 'a\nb' } }).message).toContain('x-a')
    expect(refused({ headers: { 'x a': 'b' } }).message).toContain('x a')
    const scim = new SCIMClient('xoxp-test', { transport: scripted({}).transport })
    const error = await failure(scim.readUser('U1', { headers: { 'x-a': '\u0000' } }), SCIMConfigurationError)
    expect(error.message).toContain('x-a')
  })

  it('sends the headers of an apiCall request, overridden by those of the call options', async () => {
    const { transport, sent } = scripted({})
    const scim = new SCIMClient('xoxp-test', { transport, headers: { 'x-a': 'client', 'x-b': 'client' } })
    const request = { method: 'GET', path: 'Users', headers: { 'x-a': 'request', 'x-b': 'request' } } as const
    await scim.apiCall(request, { headers: { 'x-b': 'call' } })
    expect(sent[0]?.headers).toMatchObject({ 'x-a': 'request', 'x-b': 'call' })
  })

  it('sends a user agent with the library between prefix and suffix', async () => {
    const plain = (await headersSent({}))['user-agent']
    expect(plain).toMatch(/^slack-scim\/\d+\.\d+\.\d+/)
    const named = (await headersSent({ userAgentPrefix: 'app/1', userAgentSuffix: 'job/2' }))['user-agent']
    expect(named).toBe(`app/1 ${plain} job/2`)
  })

  it.each([
    ['Deno/2.9.5', ' Deno/2.9.5'],
    ['Cloudflare-Workers', ' Cloudflare-Workers'],
    // Only a browser's name begins so.
    ['Edge (like Mozilla/5.0)', ' Edge (like Mozilla/5.0)'],
    // A browser says its own by itself, and refuses another.
    ['Mozilla/5.0 (X11; Linux x86_64)', ''],
    [undefined, ''],
  ])('names the runtime %j in the user agent', async (userAgent, named) => {
    vi.stubGlobal('navigator', userAgent === undefined ? undefined : { userAgent })
    expect((await headersSent({}))['user-agent']).toBe(`slack-scim/${VERSION}${named}`)
    const { 'user-agent': whole } = await headersSent({ userAgentPrefix: 'app/1', userAgentSuffix: 'job/2' })
    expect(whole).toBe(`app/1 slack-scim/${VERSION}${named} job/2`)
  })

  it('sends the JSON accept and content type', async () => {
    const headers = await headersSent({})
    expect(headers.accept).toBe('application/json')
    expect(headers['content-type']).toMatch(/^application\/json;\s*charset=utf-8$/)
  })
})
