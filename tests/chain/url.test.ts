import { describe, expect, it } from 'vitest'
import { decodeASCII, decodePart, encodePart, encodeQuery } from '../../src/chain/url.ts'
import { SCIMValidationError } from '../../src/index.ts'

describe('the URL', () => {
  // Python's urllib.parse.quote leaves only letters, digits and `_.-~` (RFC 3986 2.3).
  it.each([
    [`userName eq "O'Neil (jo)!*"`, 'userName%20eq%20%22O%27Neil%20%28jo%29%21%2A%22'],
    ['a+b&c=d', 'a%2Bb%26c%3Dd'],
    ['é𠮷', '%C3%A9%F0%A0%AE%B7'],
    ['azAZ09-._~', 'azAZ09-._~'],
  ])('has %j as %s', (text, encoded) => {
    expect(encodePart(text)).toBe(encoded)
    expect(encodeQuery({ filter: text, [text]: '' })).toBe(`?filter=${encoded}&${encoded}=`)
    expect(decodePart(encoded)).toBe(text)
  })

  it('has no query where there is nothing to ask', () => {
    expect(encodeQuery({})).toBe('')
  })

  it('cannot have half a surrogate pair', () => {
    expect(() => encodePart('\ud842', 'readUser', 'id')).toThrow(SCIMValidationError)
    expect(() => encodePart('\ud842', 'readUser', 'id')).toThrow('readUser: id: has half a surrogate pair')
  })

  it.each([
    ['100%', '100%'],
    ['%ff', '%ff'],
    ['%2e%2E', '..'],
  ])('is read from %j as %j', (encoded, text) => {
    expect(decodePart(encoded)).toBe(text)
    expect(decodeASCII(encoded)).toBe(text)
  })
})
