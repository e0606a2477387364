import { describe, expect, it } from 'vitest'
import { type Middleware, SCIMClient, SCIMConfigurationError, SCIMError } from '../../src/index.ts'
import { failure } from '../support/outcome.ts'
import { scripted } from '../support/scripted-transport.ts'

describe('the options of a call', () => {
  it.each([
    ['retries', { retries: 1 }],
    ['timeout', { timeout: 'x' }],
    ['deadline', { deadline: -1 }],
    ['signal', { signal: 'x' }],
    ['signal', { signal: {} }],
    ['middleware', { middleware: [{}] }],
    ['headers', { headers: 'x' }],
    ['token', { token: 5 }],
    ['token', { token: 'a b' }],
    ['token', { token: '' }],
  ])('rejects an invalid %s by name: %o', async (name, options) => {
    const { transport, sent } = scripted({})
    const scim = new SCIMClient('xoxp-test', { transport })
    for (const call of [
      () => scim.readUser('U1', options as never),
      () => scim.getUserSchema(options as never),
      () => scim.apiCall({ method: 'GET', path: 'Users' }, options as never),
    ]) {
      const error = await failure(call(), SCIMConfigurationError)
      expect(error.message).toContain(name)
    }
    expect(sent).toEqual([])
  })

  it('throws no TypeError for options of null', async () => {
    const scim = new SCIMClient('xoxp-test', { transport: scripted({}).transport })
    const outcome = await scim.readUser('U1', null as never).catch((error: unknown) => error)
    expect(outcome instanceof Error && !SCIMError.is(outcome)).toBe(false)
  })

  it('applies middleware, token and headers to that call only', async () => {
    const { transport, sent } = scripted({})
    const seen: string[] = []
    const note: Middleware = {
      name: 'note',
      handle(request, next) {
        seen.push(request.path)
        return next(request)
      },
    }
    const scim = new SCIMClient('xoxp-test', { transport })
    await scim.readUser('U1', { middleware: [note], token: 'xoxp-other', headers: { 'x-a': '1' } })
    await scim.readUser('U2')
    expect(seen).toEqual(['Users/U1'])
    expect(sent.map(({ headers }) => [headers.authorization, headers['x-a']])).toEqual([
      ['Bearer xoxp-other', '1'],
      ['Bearer xoxp-test', undefined],
    ])
  })
})
