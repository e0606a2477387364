import { describe, expect, it } from 'vitest'
import { type Middleware, SCIMClient, SCIMResponse, SCIMResponseError, type User } from '../../src/index.ts'
import { Completeness } from '../../src/lists/completeness.ts'
import { caught, failure, turns } from '../support/outcome.ts'
import { row } from '../support/people.ts'
import { scripted } from '../support/scripted-transport.ts'

const page = (totalResults: unknown, numbers: readonly number[], extra: object = {}) => ({
  body: { totalResults, Resources: numbers.map(row), ...extra },
})

describe('a walk', () => {
  it('ends after 10,000 pages when the total grows with every page', async () => {
    let asked = 0
    const { transport } = scripted(() => page(++asked + 1, [asked]))
    const scim = new SCIMClient('xoxp-test', { transport, validation: { request: 'off', response: 'off' } })
    const walk = scim.searchUsers({ count: 1, incomplete: 'allow' }).pages()
    let end = await walk.next()
    while (!end.done) end = await walk.next()
    expect(end.value).toMatchObject({ pages: 10_000, items: 10_000, complete: false })
    expect(asked).toBe(10_000)
  }, 60_000)

  it('requests one more page when the last page of an awaited list is full', async () => {
    const { transport, sent } = scripted(page(2, [1, 2]), page(2, []))
    const scim = new SCIMClient('xoxp-test', { transport })
    const first = await scim.searchUsers({ count: 2 })
    const ids: string[] = []
    for await (const { id } of first) ids.push(id)
    expect(ids).toEqual(['U1', 'U2'])
    expect(sent).toHaveLength(2)
  })

  it('requests no further page when an awaited list has all rows of its total and is not full', async () => {
    const { transport, sent } = scripted(page(2, [1, 2]), page(2, []))
    const scim = new SCIMClient('xoxp-test', { transport })
    for await (const _user of await scim.searchUsers()) void _user
    expect(sent).toHaveLength(1)
  })

  it('requests one more page when an awaited list ends at the page size of the service', async () => {
    const { transport, sent } = scripted(page(6, [1, 2]), page(6, [3, 4]), page(6, [5, 6]), page(6, []))
    for await (const _user of await new SCIMClient('xoxp-test', { transport }).searchUsers()) void _user
    expect(sent).toHaveLength(4)
  })

  it('requests the last page in advance when it has a single row', async () => {
    const { transport, sent } = scripted(page(3, [1]), page(3, [2]), page(3, [3]), page(3, []))
    const scim = new SCIMClient('xoxp-test', { transport })
    const walk = scim.searchUsers({ count: 1, ahead: 5 }).pages()
    await walk.next()
    await turns()
    expect(sent.map(({ url }) => new URL(url).searchParams.get('startIndex'))).toEqual(['1', '2', '3'])
    await walk.return({ pages: 0, items: 0, complete: false })
  })

  it('leaves no listener on the caller’s signal when it is stopped', async () => {
    const { signal } = new AbortController()
    let listeners = 0
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = (...all: Parameters<typeof add>) => {
      listeners++
      add(...all)
    }
    signal.removeEventListener = (...all: Parameters<typeof remove>) => {
      listeners--
      remove(...all)
    }
    const { transport } = scripted(page(9, [1, 2]))
    for await (const _user of new SCIMClient('xoxp-test', { transport }).searchUsers(
      { count: 2 },
      { signal },
    ))
      break
    expect(listeners).toBe(0)
  })

  it('continues while a service without totals sends rows', async () => {
    const { transport, sent } = scripted(page(undefined, [1, 2]), page(undefined, [3]), page(undefined, []))
    const scim = new SCIMClient('xoxp-test', { transport })
    const ids = await scim.searchUsers({ count: 2 }).toArray({ max: 9, incomplete: 'allow' })
    expect(ids.map(({ id }: User) => id)).toEqual(['U1', 'U2', 'U3'])
    expect(sent).toHaveLength(3)
  })

  it('attaches its rows to the error of an incomplete list only', async () => {
    const { transport } = scripted(page(5, [1, 2]), { status: 404, body: {} })
    const error = await caught(
      new SCIMClient('xoxp-test', { transport }).searchUsers({ count: 2 }).toArray({ max: 9 }),
    )
    expect(error).not.toHaveProperty('items')
    const html = scripted(page(5, [1, 2]), { body: '<html>' })
    const bad = await failure(
      new SCIMClient('xoxp-test', { transport: html.transport, retryHandlers: [] })
        .searchUsers({ count: 2 })
        .toArray({ max: 9 }),
      SCIMResponseError,
    )
    expect([bad.reason, bad.items]).toEqual([undefined, undefined])
  })

  it('treats a page without a body from a middleware as empty', async () => {
    const offline: Middleware = { name: 'offline', handle: async () => new SCIMResponse({ status: 200 }) }
    const scim = new SCIMClient('xoxp-test', { transport: scripted({}).transport, middleware: [offline] })
    expect(await scim.searchUsers({ startIndex: 4 })).toMatchObject({
      users: [],
      totalResults: 0,
      startIndex: 4,
      itemsPerPage: 0,
    })
  })
})

describe('the fields of a page', () => {
  it('are those of the envelope, even when they differ from the request', async () => {
    const { transport } = scripted(page(9, [1, 2], { startIndex: 3, itemsPerPage: 7 }))
    const answer = await new SCIMClient('xoxp-test', { transport }).searchUsers({ startIndex: 2 })
    expect(answer).toMatchObject({ totalResults: 9, startIndex: 3, itemsPerPage: 7 })
  })
})

describe('Completeness', () => {
  it('accepts numeric ids', () => {
    const seen = new Completeness(1, () => {})
    expect(seen.grew).toBe(false)
    expect(seen.add([{ id: 1 }, { id: 1 }, { id: 2 }], 2)).toEqual([{ id: 1 }, { id: 2 }])
    expect(seen.gaps()).toEqual([])
  })

  it('expects no number of rows without a total', () => {
    const seen = new Completeness(1, () => {})
    seen.add([{ id: 'U1' }], undefined)
    expect(seen.gaps()).toEqual(['the service gives no total'])
  })
})
