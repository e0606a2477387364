import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import {
  type ListEnd,
  SCIMClient,
  type SCIMEvent,
  SCIMResponseError,
  SCIMValidationError,
  settle,
  type User,
} from '../../src/index.ts'
import { caught, failure } from '../support/outcome.ts'
import { row } from '../support/people.ts'
import { type Step, scripted } from '../support/scripted-transport.ts'

const page = (total: unknown, ...numbers: readonly number[]): Step => ({
  body: { totalResults: total, Resources: numbers.map(row) },
})

/** What a service answers, page after page, and what is wrong with it. */
const FLAWS: readonly (readonly [string, readonly Step[], RegExp])[] = [
  ['whose total is higher than its rows', [page(3, 1, 2), page(3)], /2 rows were read and 3 expected/],
  ['whose total is lower than its rows', [page(2, 1, 2), page(2, 3)], /3 rows were read and 2 expected/],
  ['whose total changes', [page(4, 1, 2), page(3, 3)], /its total changed/],
  ['without a total', [page(undefined, 1, 2), page(undefined)], /the service gives no total/],
  ['whose total is negative', [page(-1, 1, 2), page(-1)], /the service gives no total/],
  [
    'with a row that has no id',
    [{ body: { totalResults: 1, Resources: [{ userName: 'x' }] } }],
    /a row has no id/,
  ],
  [
    'with a row that is not an object',
    [{ body: { totalResults: 1, Resources: [5] } }],
    /0 rows were read and 1/,
  ],
]

function list(steps: readonly Step[], onEvent?: (event: SCIMEvent) => void) {
  const { transport, sent } = scripted(...steps)
  const scim = new SCIMClient('xoxp-test', { transport, validation: { response: 'off' }, onEvent })
  return { sent, search: (incomplete?: 'allow') => scim.searchUsers({ count: 2, incomplete }) }
}

describe.each(FLAWS)('a list %s', (_what, steps, message) => {
  it('rejects in toArray, with the rows that were read', async () => {
    const error = await failure(list(steps).search().toArray({ max: 9 }), SCIMResponseError)
    expect(error).toMatchObject({ code: 'bad_response', reason: 'incomplete', status: 200, applied: 'no' })
    expect(error.message).toMatch(message)
    expect(error.message).toContain("{ incomplete: 'allow' }")
    const allowed = await list(steps).search('allow').toArray({ max: 9 })
    expect(error.items).toEqual(allowed)
  })

  it('rejects at the end of an iteration, after each row was yielded', async () => {
    const seen: User[] = []
    const walk = async (): Promise<void> => {
      for await (const user of list(steps).search()) seen.push(user)
    }
    expect((await failure(walk(), SCIMResponseError)).reason).toBe('incomplete')
    expect(seen).toEqual(await list(steps).search().toArray({ max: 9, incomplete: 'allow' }))
  })

  it('rejects at the end of its pages', async () => {
    const walk = async (): Promise<void> => {
      for await (const { users } of list(steps).search().pages()) expect(users).toBeDefined()
    }
    expect((await failure(walk(), SCIMResponseError)).reason).toBe('incomplete')
  })

  it('rejects in an iteration over its awaited page', async () => {
    const walk = async (): Promise<void> => {
      for await (const { id } of await list(steps).search()) void id
    }
    expect((await failure(walk(), SCIMResponseError)).reason).toBe('incomplete')
  })

  it("ends with incomplete: 'allow', and reports it", async () => {
    const events: SCIMEvent[] = []
    const walk = list(steps, (event) => events.push(event))
      .search('allow')
      [Symbol.asyncIterator]()
    let end: IteratorResult<User, ListEnd>
    do end = await walk.next()
    while (!end.done)
    expect(end.value.complete).toBe(false)
    expect(events.at(-1)).toEqual({ type: 'list.end', operation: 'searchUsers', ...end.value })
  })

  it("ends with incomplete: 'allow' of pages", async () => {
    for await (const { users } of list(steps).search().pages({ incomplete: 'allow' })) void users
  })
})

describe('the error of an incomplete list', () => {
  const steps = [page(3, 1, 2), page(3)]

  it('prints none of the users that were read', async () => {
    const error = await failure(list(steps).search().toArray({ max: 9 }), SCIMResponseError)
    expect(`${JSON.stringify(error)}${inspect(error, { customInspect: false, depth: 9 })}`).not.toContain(
      'U1',
    )
  })

  it('is rethrown by settle', async () => {
    const rows = list(steps).search().toArray({ max: 9 })
    expect(await caught(settle(rows as Promise<never>))).toBeInstanceOf(SCIMResponseError)
  })

  it('is not thrown by the awaited page, nor after a break', async () => {
    expect((await list(steps).search()).users).toHaveLength(2)
    for await (const { id } of list(steps).search()) if (id === 'U2') break
  })
})

it('keeps a page of 200,000 rows in one array', async () => {
  const Resources = Array.from({ length: 200_000 }, (_, n) => ({ id: `U${n}` }))
  const { search } = list([{ body: { totalResults: 200_000, Resources } }, page(200_000)])
  expect(await search().toArray({ max: 200_000 })).toHaveLength(200_000)
})

it.each([true, 'yes', 0, {}, null])('refuses %j for incomplete', async (incomplete) => {
  const { sent, search } = list([page(0)])
  const error = await failure(search(incomplete as never).toArray({ max: 9 }), SCIMValidationError)
  expect(error.issues[0]?.path).toBe('incomplete')
  expect(sent).toEqual([])
})
