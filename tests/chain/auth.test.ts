import { describe, expect, it } from 'vitest'
import { SCIMApiError, SCIMClient } from '../../src/index.ts'
import { failure } from '../support/outcome.ts'
import { refusal, scripted } from '../support/scripted-transport.ts'

const SECRET = 'correct-horse-battery-staple'

describe('credentials of the caller', () => {
  it.each([
    ['behind a scheme', { authorization: `Bearer ${SECRET}` }],
    ['behind another scheme', { authorization: `Token ${SECRET}` }],
    ['behind a scheme of one letter', { authorization: `T ${SECRET}` }],
    ['behind several spaces', { authorization: `Bearer   ${SECRET}` }],
    ['without a scheme', { authorization: SECRET }],
    ['in a cookie', { cookie: SECRET }],
    ['in a cookie beside a scheme', { authorization: 'Basic another-long-secret', cookie: SECRET }],
  ])('%s show in no error that quotes them', async (_, headers) => {
    for (const text of [`got ${SECRET}.`, `"${SECRET}"`]) {
      const { transport } = scripted(refusal(400, text))
      const scim = new SCIMClient('xoxp-test', { transport, headers, retryHandlers: [] })
      const error = await failure(scim.readUser('U1'), SCIMApiError)
      expect(error.message).toContain('(redacted)')
      expect(error.message + error.description).not.toContain('horse')
    }
  })

  it('show in no error when they begin without a scheme', async () => {
    const secret = 'staple-battery horse-correct'
    const { transport } = scripted(refusal(400, `got ${secret}`))
    const scim = new SCIMClient(null, { transport, headers: { authorization: secret }, retryHandlers: [] })
    expect((await failure(scim.readUser('U1'), SCIMApiError)).message).not.toMatch(/staple|horse/)
  })

  it('take none of the words of an error without a token and without headers', async () => {
    const { transport } = scripted(refusal(400, 'undefined is no name'))
    const scim = new SCIMClient(null, { transport, retryHandlers: [] })
    expect((await failure(scim.readUser('U1'), SCIMApiError)).message).toContain('undefined is no name')
  })
})

describe('the headers of an attempt', () => {
  it('follow the token and the headers of each call', async () => {
    const { transport, sent } = scripted({})
    const scim = new SCIMClient('xoxp-one', { transport })
    await scim.readUser('U1')
    await scim.readUser('U1', { token: 'xoxp-two' })
    await scim.readUser('U1', { token: 'xoxp-two', headers: { 'x-a': '1' } })
    await scim.readUser('U1')
    expect(sent.map(({ headers }) => [headers.authorization, headers['x-a']])).toEqual([
      ['Bearer xoxp-one', undefined],
      ['Bearer xoxp-two', undefined],
      ['Bearer xoxp-two', '1'],
      ['Bearer xoxp-one', undefined],
    ])
  })
})
