import { describe, expect, it } from 'vitest'
import { toJSON } from '../../src/chain/to-json.ts'
import { SCIMValidationError } from '../../src/index.ts'

describe('a body as JSON', () => {
  it.each([
    ['in a list, beside nulls', { title: null, rooms: [1, Number.POSITIVE_INFINITY] }],
    ['deep inside', { a: { b: [{ c: null, d: Number.NaN }] } }],
    ['that a toJSON returns', { when: { toJSON: () => Number.NaN } }],
  ])('refuses a number that JSON cannot write: %s', (_where, body) => {
    expect(() => toJSON('createUser', body)).toThrow(SCIMValidationError)
  })

  it('writes nulls, dates and numbers as JSON does', () => {
    const body = { title: null, level: 3, when: new Date(0), never: new Date(Number.NaN), none: undefined }
    expect(toJSON('createUser', body)).toBe(JSON.stringify(body))
  })
})
