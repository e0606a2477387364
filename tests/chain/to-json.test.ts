import { describe, expect, it, vi } from 'vitest'
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

  it('writes a body once, unless JSON may have made null of a number', () => {
    const texts = [
      { title: 'Cook' },
      { title: 'null', active: false, level: 3 },
      { title: null, list: [null, { a: null }] },
    ]
    for (const body of texts) {
      const stringify = vi.spyOn(JSON, 'stringify')
      expect(toJSON('createUser', body)).toBe(JSON.stringify(body))
      expect(stringify).toHaveBeenCalledTimes(2)
      stringify.mockRestore()
    }
    const when = { toJSON: vi.fn(() => null) }
    expect(toJSON('createUser', { when })).toBe('{"when":null}')
    expect(when.toJSON).toHaveBeenCalledTimes(2)
  })

  it.each<[string, object, string]>([
    ['a bigint', { level: 1n }, 'createUser: level: cannot be written as JSON: '],
    [
      'a number beside a text of null',
      { title: 'null', level: Number.NaN },
      'createUser: level: cannot be written as JSON: NaN',
    ],
    [
      'a negative infinity',
      { a: [{ b: Number.NEGATIVE_INFINITY }] },
      'createUser: b: cannot be written as JSON: -Infinity',
    ],
  ])('names %s', (_, body, message) => {
    expect(() => toJSON('createUser', body)).toThrow(message)
  })
})
