import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyLinks } from '../../../src/provisioning/index.ts'
import { keyedHash } from '../../../src/provisioning/links/keyed-hash.ts'
import { isAsWritten, withWritten } from '../../../src/provisioning/links/written.ts'

async function byWebCrypto(secret: Uint8Array<ArrayBuffer>, text: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text))
  return Buffer.from(signature).toString('hex')
}

describe('keyedHash', () => {
  it('equals HMAC-SHA-256 of Web Crypto for every secret and text', async () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ minLength: 50, maxLength: 70 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 150 }), texts, async (secret, text) => {
        const expected = await byWebCrypto(new Uint8Array(secret), text)
        expect(keyedHash(Buffer.from(secret).toString('hex'))(text)).toBe(expected)
      }),
      { numRuns: 500 },
    )
  })

  it('hashes texts of every length around a block', async () => {
    for (let length = 0; length < 200; length++) {
      const text = 'x'.repeat(length)
      expect(keyedHash('00ff')(text)).toBe(await byWebCrypto(new Uint8Array([0, 255]), text))
    }
  })

  it('gives the vector of RFC 4231, case 2', () => {
    const hash = keyedHash(Buffer.from('Jefe').toString('hex'))('what do ya want for nothing?')
    expect(hash).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843')
  })
})

describe('written values', () => {
  const hash = keyedHash('0042')

  it('tells a value that was written from another one, and from one never written', () => {
    const written = withWritten(hash, {}, { title: 'Engineer', city: null })
    expect(isAsWritten(hash, written, ['title', 'Engineer'])).toBe(true)
    expect(isAsWritten(hash, written, ['title', 'Lead'])).toBe(false)
    expect(isAsWritten(hash, written, ['city', null])).toBe(true)
    expect(isAsWritten(hash, written, ['department', 'R&D'])).toBeUndefined()
  })

  it('hides equal values of two attributes', () => {
    const { givenName, familyName } = withWritten(hash, {}, { givenName: 'Kim', familyName: 'Kim' })
    expect(givenName).not.toBe(familyName)
  })

  it('keeps what was written before', () => {
    const written = withWritten(hash, withWritten(hash, {}, { title: 'Engineer' }), { city: 'Berlin' })
    expect(Object.keys(written)).toEqual(['title', 'city'])
  })

  it('starts with a secret of its own', () => {
    expect(emptyLinks().secret).toMatch(/^[0-9a-f]{64}$/)
    expect(emptyLinks().secret).not.toBe(emptyLinks().secret)
  })
})
