import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quote } from '../../src/events/quote.ts'

describe('quote', () => {
  it('leaves a printable text as it is', () => {
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
  ])('shows control characters as escapes: %j', (text, shown) => {
    expect(quote(text)).toBe(shown)
  })

  it('cuts a long text, also one of escapes, without half a character', () => {
    expect(quote('x'.repeat(500))).toBe('x'.repeat(500))
    expect(quote('x'.repeat(501))).toBe(`${'x'.repeat(499)}…`)
    expect(quote('\n'.repeat(400))).toHaveLength(500)
    expect(quote(`x${'😀'.repeat(400)}`)).not.toMatch(/\p{Cs}/u)
  })

  it('is bounded, well-formed and free of control characters for any text', () => {
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
