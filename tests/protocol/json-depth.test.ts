import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isTooDeep } from '../../src/protocol/json-depth.ts'

const nested = (depth: number, open = '[', close = ']'): string => open.repeat(depth) + close.repeat(depth)

describe('isTooDeep', () => {
  it.each([
    [nested(100), false],
    [nested(101), true],
    [nested(101, '{"a":', '}').replace('}', '1}'), true],
    [nested(99, '{"__proto__":', '}').replace('}', '[[]]}'), true],
    [`[${`${nested(99)},`.repeat(50)}1]`, false],
    [JSON.stringify({ title: '['.repeat(5000) }), false],
    [nested(100_000), true],
    ['null', false],
  ])('tells the depth of %.30j', (text, expected) => {
    expect(isTooDeep(JSON.parse(text))).toBe(expected)
  })

  it('never refuses a value of usual depth', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 20 }), (value) => !isTooDeep(value)))
  })
})
