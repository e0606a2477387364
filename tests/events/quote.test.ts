import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quote } from '../../src/events/quote.ts'

describe('quote', () => {
  it('returns printable text unchanged', () => {
    expect(quote('no_filters (is_aggregate_call=1): José 𠮷野 😀')).toBe(
      'no_filters (is_aggregate_call=1): José 𠮷野 😀',
    )
  })

  it.each([
    ['a\u001b[31mred', 'a\\u{1b}[31mred'],
    ['one\r\ntwo', 'one\\u{d}\\u{a}two'],
    ['\u202egnp.exe', '\\u{202e}gnp.exe'],
    ['half \ud83d', 'half \\u{d83d}'],
    ['line\u2028line', 'line\\u{2028}line'],
    ['\u009b31m', '\\u{9b}31m'],
  ])('escapes control characters: %j', (text, shown) => {
    expect(quote(text)).toBe(shown)
  })

  it('truncates long text to 500 characters without splitting a surrogate pair', () => {
    expect(quote('x'.repeat(500))).toBe('x'.repeat(500))
    expect(quote('x'.repeat(501))).toBe(`${'x'.repeat(499)}…`)
    expect(quote('\n'.repeat(400))).toHaveLength(500)
    expect(quote(`x${'😀'.repeat(400)}`)).not.toMatch(/\p{Cs}/u)
  })

  it('returns at most 500 well-formed characters without control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 300, maxLength: 700 }), (text) => {
        const shown = quote(text)
        expect(shown.length).toBeLessThanOrEqual(500)
        expect(shown).not.toMatch(/\p{Cs}/u)
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
      }),
      { numRuns: 50 },
    )
  })
})
