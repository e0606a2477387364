import { describe, expect, it } from 'vitest'
import { SCIMError } from '../../src/index.ts'
import { caught, deepFreeze } from '../support/outcome.ts'
import { all, service } from '../support/people.ts'

describe('invalid list arguments', () => {
  const rubbish: [string, unknown, unknown?][] = [
    ['null', null],
    ['a text', 'abc'],
    ['a number', 5],
    ['a list', []],
    ['an unknown key', { limit: 5 }],
    ...['abc', 1.5, Number.NaN, Number.POSITIVE_INFINITY, {}, true, 2 ** 60].flatMap((value) =>
      ['count', 'startIndex', 'ahead'].map((key): [string, unknown] => [
        `${key} ${typeof value === 'number' ? value : JSON.stringify(value)}`,
        { [key]: value },
      ]),
    ),
    ['filter 5', { filter: 5 }],
    ['filter {}', { filter: {} }],
    ['filter of another shape', { filter: { op: 'xx' } }],
    ['filter with half a surrogate pair', { filter: 'userName eq "\ud800"' }],
    ['options that are null', {}, null],
    ['options that are text', {}, 'abc'],
    ['an unknown option', {}, { retries: 3 }],
    ['a timeout that is text', {}, { timeout: 'x' }],
    ['a signal that is text', {}, { signal: 'x' }],
    ['a signal that is no signal', {}, { signal: {} }],
  ]

  it.each(rubbish)('reject on use without a request: %s', async (what, params, options) => {
    const { scim, sent } = service(1)
    const make = () => scim.searchUsers(params as never, options as never)
    for (const use of [() => make().then(), () => all(make()), () => make().toArray({ max: 5 })]) {
      if (what === 'options that are null') {
        // As good as none, or an error of ours; never a TypeError.
        const outcome = await use().catch((error: unknown) => error)
        expect(outcome instanceof Error && !SCIMError.is(outcome)).toBe(false)
        continue
      }
      const error = await caught(use())
      expect(SCIMError.is(error), `${what}: ${error}`).toBe(true)
      const [, key] = /^(count|startIndex|ahead|filter|limit) /.exec(what) ?? []
      if (key) expect((error as Error).message).toContain(key === 'filter' ? '' : key)
      expect(sent).toEqual([])
    }
  })

  it.each([null, 'abc', { ahead: 'x' }, { ahead: 1.5 }])('never throw from pages(%o)', async (options) => {
    const { scim } = service(1)
    const walk = scim.searchUsers().pages(options as never)
    const outcome = await all(walk).catch((error: unknown) => error)
    expect(outcome instanceof Error && !SCIMError.is(outcome)).toBe(false)
  })
})

describe('the arguments of the caller', () => {
  it('are not mutated', async () => {
    const { scim } = service(3)
    const params = deepFreeze({ count: 2, startIndex: 1, filter: { op: 'eq', attr: 'userName', value: 'x' } })
    await scim.searchUsers(params as never, deepFreeze({ headers: { 'x-a': '1' } })).toArray({ max: 5 })
    expect(params.count).toBe(2)
  })
})
