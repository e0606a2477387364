import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SCIMClient, SCIMValidationError, type Transport } from '../../src/index.ts'
import { isPadded } from '../../src/protocol/text.ts'

const urls: string[] = []
const transport: Transport = async (url) => {
  urls.push(url)
  return { status: 200, headers: new Headers(), text: async () => '{}' }
}
const scim = new SCIMClient('xoxp-test', { transport })
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('.', '/', '%', '\\', '?', '#', '&', '=', '+', ' ', '2', 'e', 'f', ':') }),
)

/** Whether a text has no half of a surrogate pair. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

/** The URL of the last request; a URL parser must leave it unchanged. */
function lastURL(): URL {
  const url = urls.at(-1) ?? ''
  expect(new URL(url).href).toBe(url)
  return new URL(url)
}

describe('URL encoding of arbitrary text', () => {
  it('encodes an id as one path segment that decodes to the same id, or rejects it', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (id) => {
        const before = urls.length
        if (/^\.{0,2}$/.test(id) || isPadded(id) || !isWellFormed(id)) {
          await expect(scim.readUser(id)).rejects.toBeInstanceOf(SCIMValidationError)
          expect(urls.length).toBe(before)
          return
        }
        await scim.readUser(id)
        const { origin, pathname, search, hash } = lastURL()
        expect([origin, search, hash]).toEqual(['https://api.slack.com', '', ''])
        expect(pathname.startsWith('/scim/v1/Users/')).toBe(true)
        const segment = pathname.slice('/scim/v1/Users/'.length)
        expect(segment).not.toContain('/')
        expect(decodeURIComponent(segment)).toBe(id)
      }),
      { numRuns: 400 },
    )
  })

  it('encodes a query that decodes to the same values as a form or as URI components', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(text, text, { maxKeys: 4 }), async (query) => {
        fc.pre(Object.entries(query).every(([key, value]) => isWellFormed(key) && isWellFormed(value)))
        await scim.apiCall({ method: 'GET', path: 'Users', query })
        const { pathname, search, searchParams, hash } = lastURL()
        expect([pathname, hash]).toEqual(['/scim/v1/Users', ''])
        expect(Object.fromEntries(searchParams)).toEqual({ ...query })
        const pairs = search.slice(1).split('&').filter(Boolean)
        const decoded = pairs.map((pair) => pair.split('=').map(decodeURIComponent))
        expect(Object.fromEntries(decoded)).toEqual({ ...query })
      }),
      { numRuns: 300 },
    )
  })

  it('keeps a path of apiCall below the base URL, or rejects it', async () => {
    const hostile = fc.array(
      fc.constantFrom(
        ...['..', '.', '/', '\\', '%2e', '%2E', '%252e', '%2f', '%5c', '%ff', '%c0%ae', '%', 'Users', 'U1'],
        ...['?', '#', ':', 'https:', '//', '@', ';', '\t', '\n', '\u0000', '\u3002', 'é'],
      ),
      { maxLength: 8 },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          hostile.map((parts) => parts.join('')),
          text,
        ),
        async (path) => {
          const before = urls.length
          try {
            await scim.apiCall({ method: 'GET', path })
          } catch (error) {
            expect(error).toBeInstanceOf(SCIMValidationError)
            expect(urls.length).toBe(before)
            return
          }
          const url = urls.at(-1) ?? ''
          const { href, pathname } = new URL(url)
          expect(href.startsWith('https://api.slack.com/scim/v1/')).toBe(true)
          expect(href).toBe(url)
          // It stays below the base URL when proxies decode it up to three times.
          let decoded = pathname
          for (let depth = 0; depth < 3; depth++) {
            decoded = decoded.replace(/%([0-7][\da-f])/gi, (_, hex: string) =>
              String.fromCharCode(Number.parseInt(hex, 16)),
            )
            expect(decoded.replaceAll('\\', '/').split('/')).not.toContain('..')
          }
        },
      ),
      // Printable characters that the URL parser rewrites, so the sent path would differ from the given one.
      { numRuns: 600, examples: Array.from('"<>[]^`{|}', (character) => [character] as [string]) },
    )
  })
})
