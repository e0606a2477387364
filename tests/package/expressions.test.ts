import { globSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { expressionsOf, slowTextOf } from './expressions.ts'

const FILES = globSync('src/**/*.ts').sort()
const FOUND = FILES.map((file) => expressionsOf(file))

describe('the regular expressions of the sources', () => {
  it('match long texts in linear time', () => {
    const literals = FOUND.flatMap(({ literals }) => literals)
    expect(literals.length).toBeGreaterThan(50)
    const slow = literals.flatMap((expression) => {
      const text = slowTextOf(expression)
      return text === undefined
        ? []
        : [`${expression.where}: /${expression.source}/ on ${JSON.stringify(text)}`]
    })
    expect(slow).toEqual([])
  }, 120_000)

  it('are literals, never built from strings', () => {
    expect(FOUND.flatMap(({ built }) => built)).toEqual([])
  })
})

describe('the search for slow expressions', () => {
  it.each([['/<title[^>]*>([^<]*)/i'], ['/\\s+$/'], ['/(a+)+$/'], ['/".*"x/'], ['/urn:[^.]*\\.0x/']])(
    'finds %s',
    (literal) => {
      const { literals } = expressionsOf('x.ts', `const x = ${literal}`)
      expect(literals.map((one) => slowTextOf(one) !== undefined)).toEqual([true])
    },
    120_000,
  )

  it('accepts an expression of linear time', () => {
    const { literals } = expressionsOf('x.ts', 'const x = /^\\s*</')
    expect(literals.map(slowTextOf)).toEqual([undefined])
  })
})
