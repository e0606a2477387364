import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isTooDeep } from '../../src/protocol/json-depth.ts'

const nested = (depth: number, open = '[', close = ']'): string => open.repeat(depth) + close.repeat(depth)

describe('isTooDeep', () => {
  it.each([
    [nested(100), false],
    [nested(101), true],
    [nested(101, '{"a":', '}').replace('}', '1}'), true],
    [`[${`${nested(99)},`.repeat(50)}1]`, false],
    [JSON.stringify({ title: '['.repeat(5000) }), false],
    [JSON.stringify({ title: `\\"${'['.repeat(5000)}` }), false],
    [`{"title":"\\\\","a":${nested(101)}}`, true],
    [`"${'['.repeat(5000)}`, false],
    ['', false],
  ])('tells the depth of brackets outside of strings: %.30j', (text, expected) => {
    expect(isTooDeep(text)).toBe(expected)
  })

  it('never refuses a value of usual depth', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 20 }), (text) => !isTooDeep(text)))
  })

  it('is linear for a text of backslashes and quotes', () => {
    const start = performance.now()
    for (const text of ['\\'.repeat(2_000_000), '\\"'.repeat(1_000_000), '"'.repeat(2_000_000)])
      isTooDeep(`"${text}`)
    expect(performance.now() - start).toBeLessThan(1000)
  })
})
