import { globSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../support/tool.ts'
import { isLong, misshapen } from './shape.ts'

function filesOf(...trees: readonly string[]): string[] {
  return globSync(
    trees.map((tree) => `${tree}/**/*.ts`),
    { cwd: ROOT },
  ).sort()
}

describe('the sources', () => {
  const files = filesOf('src', 'mocks', 'cli')

  it('have at most three parameters per function, and word lists as data', () => {
    expect(files.length).toBeGreaterThan(200)
    expect(files.flatMap((file) => misshapen(file))).toEqual([])
  })

  it('have at most 300 lines per file, like the tests', () => {
    expect([...files, ...filesOf('tests')].filter((file) => isLong(file))).toEqual([])
  })
})

describe('misshapen', () => {
  it.each([
    ['function f(a, b, c, d) {}'],
    ['class A { constructor(a, b, c, d) {} }'],
    ['class A { #m(a, b, c, ...d) {} }'],
    ['const f = (a, b, c, d = 1) => a'],
    ['const f = (a, b, c, options) => a'],
    ['const f = (a, b, c, d, options = {}) => a'],
    ['text.replace(/a/, function (a, b, c, d) {})'],
    ['const x = /^(a|b)$/'],
    ['const x = /^(?:one|two|three)$/i.test(y)'],
    ['const x = /^(patch|update)(User|Group)$/'],
  ])('finds %s', (text) => {
    expect(misshapen('x.ts', text)).toEqual([expect.stringMatching(/^x\.ts:1: /)])
  })

  it.each([
    ['function f(a, { b, c, d }, e) {}'],
    ['function f(scim, id, email, options = {}) {}'],
    ['declare function f(a, b, c, d): void'],
    ['type F = (a: 1, b: 2, c: 3, d: 4) => void'],
    ['const x = /^(a|b)/'],
    ['const x = /^urn:(a|b)$/'],
  ])('accepts %s', (text) => {
    expect(misshapen('x.ts', text)).toEqual([])
  })
})

describe('isLong', () => {
  it('rejects a file of 301 lines, and accepts one of 300', () => {
    const lines = (count: number): string => 'x\n'.repeat(count)
    expect([isLong('x.ts', lines(301)), isLong('x.ts', lines(300))]).toEqual([true, false])
  })
})
