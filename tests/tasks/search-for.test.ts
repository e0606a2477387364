import { describe, expect, it } from 'vitest'
import { SCIMApiError, SCIMRefusedError, SCIMResponseError, type SearchParams } from '../../src/index.ts'
import { type Match, searchFor } from '../../src/tasks/search-for.ts'
import { beginTask } from '../../src/tasks/task.ts'
import { openPlace } from '../support/worlds.ts'

const task = beginTask({ name: 'find', scim: {}, needs: [], options: {} })
const filters = [
  { attr: 'email', value: 'a' },
  { attr: 'userName', value: 'b' },
]
const FIRST = { filter: { op: 'eq', attr: 'email', value: 'a' }, count: 100 }
const SECOND = { filter: { op: 'eq', attr: 'userName', value: 'b' }, count: 100 }

/** Searches in lists of items that say how they match; the third list is that of everybody. */
async function search(
  lists: { readonly [Name in 'email' | 'userName' | 'all']?: readonly string[] | Error },
  { certain = false, complete = true } = {},
) {
  const asked: SearchParams[] = []
  const list = async function* (params: SearchParams): AsyncGenerator<string> {
    asked.push(params)
    const { attr = 'all' } = Object(params.filter) as { attr?: 'email' | 'userName' }
    const items = lists[attr] ?? []
    if (items instanceof Error) throw items
    yield* items
    return { complete }
  }
  const match = (item: string): Match =>
    item.startsWith('yes') ? 'yes' : item.startsWith('perhaps') ? 'perhaps' : 'no'
  const found = await searchFor(task, { list, filters, certain, match }).catch((error: unknown) => error)
  return { found, asked }
}

/** The error that a client has for an answer. */
async function failure(status: number, text = '{}'): Promise<Error> {
  const answer = { status, headers: { get: () => null }, text: async () => text }
  const scim = openPlace('1.1').another({ transport: async () => answer })
  return scim.searchUsers().then(
    () => new Error('no failure'),
    (error: unknown) => error as Error,
  )
}

describe('searchFor', () => {
  it('ends with the first item that is the one', async () => {
    expect(await search({ email: ['no', 'perhaps', 'yes'] })).toEqual({ found: 'yes', asked: [FIRST] })
    expect(await search({ email: ['perhaps'], userName: ['yes'] })).toEqual({
      found: 'yes',
      asked: [FIRST, SECOND],
    })
  })

  it('keeps the first item that may be the one', async () => {
    const lists = { email: ['no', 'perhaps 1', 'perhaps 2'], userName: ['perhaps 3'] }
    expect((await search(lists)).found).toBe('perhaps 1')
    expect((await search({ ...lists, all: ['no'] }, { certain: true })).found).toBe('perhaps 1')
    expect((await search({ ...lists, all: ['perhaps 4', 'yes'] }, { certain: true })).found).toBe('yes')
    expect((await search({ all: ['perhaps 4'] }, { certain: true })).found).toBe('perhaps 4')
  })

  it('reads the whole list only when it must be certain', async () => {
    expect(await search({ all: ['yes'] })).toEqual({ found: undefined, asked: [FIRST, SECOND] })
    expect(await search({ all: ['yes'] }, { certain: true })).toEqual({
      found: 'yes',
      asked: [FIRST, SECOND, {}],
    })
  })

  it('reads the whole list where a filter is refused as malformed', async () => {
    const email = await failure(400)
    expect(email).toBeInstanceOf(SCIMApiError)
    expect(await search({ email, all: ['yes'] }, { certain: true })).toEqual({
      found: 'yes',
      asked: [FIRST, {}],
    })
    expect((await search({ email, all: ['yes'] })).found).toBe(email)
  })

  it('ends in any other failure', async () => {
    for (const email of [await failure(403), await failure(200, '<html>')]) {
      expect((await search({ email, all: ['yes'] }, { certain: true })).found).toBe(email)
    }
    expect((await search({ all: await failure(200, '<html>') }, { certain: true })).found).toBeInstanceOf(
      SCIMResponseError,
    )
  })

  it('reads a list three times that is never complete', async () => {
    const { found, asked } = await search({ all: ['perhaps'] }, { certain: true, complete: false })
    expect(found).toBeInstanceOf(SCIMRefusedError)
    expect(found).toMatchObject({ reason: 'incomplete' })
    expect(asked).toEqual([FIRST, SECOND, {}, {}, {}])
    expect((await search({ all: ['yes'] }, { certain: true, complete: false })).found).toBe('yes')
  })

  it('takes an iterator that cannot be closed', async () => {
    const list = (): AsyncIterable<string> => ({
      [Symbol.asyncIterator]: () => ({ next: async () => ({ done: false, value: 'yes' }) }),
    })
    const found = await searchFor(task, { list, filters, certain: false, match: () => 'yes' })
    expect(found).toBe('yes')
  })
})
