import { describe, expect, it } from 'vitest'
import { redact } from '../../src/events/redact.ts'

describe('redact', () => {
  it.each([
    ['Invalid bearer token'],
    ['Bearer authentication is required'],
    ['Basic authentication-scheme'],
    ['email_taken existing_user=U1'],
    ['use a token that begins with xoxp-…'],
  ])('leaves prose unchanged: %s', (text) => {
    expect(redact(text, 'opaque-0123456789')).toBe(text)
  })

  it.each([['a'], ['e'], ['token'], ['invalid'], ['(redacted)'], ['redacted']])(
    'leaves words unchanged when the token is %j',
    (token) => {
      const text = 'an invalid member has taken the token (redacted)'
      expect(redact(text, token)).toBe(text)
    },
  )

  it.each([
    ['at xoxp-1234567890-abc, twice xoxp-1234567890-abc', 'at (redacted), twice (redacted)'],
    ['Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.abc', 'Authorization: Bearer (redacted)'],
    ['basic dXNlcjpwYXNz', 'basic (redacted)'],
    ['Bearer abcdefghijklmnopqrstuvwxyz', 'Bearer (redacted)'],
    ['via http://user:password@proxy.example:3128', 'via http://(redacted)@proxy.example:3128'],
  ])('masks text in the form of a credential: %s', (text, masked) => {
    expect(redact(text)).toBe(masked)
  })

  it('masks known secrets everywhere and only once', () => {
    const text = 'got opaquesecret and Bearer opaquesecret, opaquesecret-2'
    const masked = 'got (redacted) and Bearer (redacted), (redacted)-2'
    expect(redact(text, 'opaquesecret')).toBe(masked)
    expect(redact(masked, 'opaquesecret')).toBe(masked)
    expect(redact('first-secret, second-secret', 'first-secret', 'second-secret')).toBe(
      '(redacted), (redacted)',
    )
  })

  it.each([
    ['in a URL', 'at https://x.example/?token=a%2Bb%2Fc%3D%3D%221234&x=1'],
    ['in JSON', '{"token":"a+b/c==\\"1234"}'],
  ])('masks a known secret as it stands %s', (_where, text) => {
    const secret = 'a+b/c=="1234'
    expect(redact(text, secret)).toBe(text.replace(/a(%2B|\+)b.*1234/, '(redacted)'))
  })

  it('masks a secret that no URL can hold', () => {
    expect(redact('bad \ud800-secret-1', '\ud800-secret-1')).toBe('bad (redacted)')
  })

  it('masks a short token after its scheme', () => {
    expect(redact('Authorization: Bearer abc', 'abc')).toBe('Authorization: Bearer (redacted)')
  })
})
