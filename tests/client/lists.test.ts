import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import {
  type ListEnd,
  SCIMAbortError,
  SCIMApiError,
  SCIMClient,
  type SCIMClientOptions,
  SCIMError,
  type SCIMEvent,
  SCIMValidationError,
} from '../../src/index.ts'
import { caught, deepFreeze, failure, turns } from './outcome.ts'
import { refusal, scripted } from './scripted-transport.ts'

const row = (n: number) => ({ id: `U${n}`, userName: `u${n}`, active: true, emails: [] })

/** A well-behaved service of so many people, whose own page is ten. */
function service(people: number, options: SCIMClientOptions = {}) {
  const { transport, sent } = scripted((url) => {
    const query = new URL(url).searchParams
    const startIndex = Number(query.get('startIndex') ?? 1)
    const count = Number(query.get('count') ?? 10)
    const Resources = Array.from({ length: people }, (_, n) => row(n + 1)).slice(
      startIndex - 1,
      startIndex - 1 + count,
    )
    return { body: { totalResults: people, itemsPerPage: Resources.length, startIndex, Resources } }
  })
  const queries = (): Record<string, string>[] =>
    sent.map(({ url }) => Object.fromEntries(new URL(url).searchParams))
  return { sent, queries, scim: new SCIMClient('xoxp-test', { transport, ...options }) }
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

/** Runs a generator to its return value. */
async function endOf(walk: AsyncGenerator<unknown, ListEnd>): Promise<ListEnd> {
  for (;;) {
    const { done, value } = await walk.next()
    if (done) return value
  }
}

describe('a list', () => {
  it('asks for nothing until it is used', async () => {
    const { scim, sent } = service(3)
    const list = scim.searchUsers()
    list.pages()
    list[Symbol.asyncIterator]()
    await turns()
    expect(sent).toEqual([])
  })

  it('awaited is one page, with the count of the service', async () => {
    const { scim, queries } = service(25)
    const page = await scim.searchUsers()
    expect(page.users).toHaveLength(10)
    expect(page).toMatchObject({ totalResults: 25, startIndex: 1, itemsPerPage: 10, status: 200 })
    expect(queries()).toEqual([{}])
  })

  it('shares one request between awaits, then, catch and finally', async () => {
    const { scim, sent } = service(3)
    const list = scim.searchUsers()
    let finallyRan = false
    const pages = await Promise.all([
      list,
      list.then((page) => page),
      list.catch(() => undefined),
      list.finally(() => {
        finallyRan = true
      }),
    ])
    expect(new Set(pages).size).toBe(1)
    expect([finallyRan, sent.length]).toEqual([true, 1])
  })

  it('is a promise to Promise.all, race and instanceof-free code', async () => {
    const { scim } = service(3)
    const [users, count] = await Promise.all([scim.searchUsers(), 5])
    expect([users.users.length, count]).toEqual([3, 5])
    expect(Object.prototype.toString.call(scim.searchUsers())).toBe('[object SCIMList]')
  })

  it.each([
    ['searchUsers', '1000'],
    ['searchGroups', '100'],
  ] as const)('%s iterated asks for %s rows a page', async (name, count) => {
    const { scim, queries } = service(3)
    expect(await all<unknown>(scim[name]())).toHaveLength(3)
    expect(queries()).toEqual([{ startIndex: '1', count }])
  })

  it('iterated yields every row once, over all pages, by the count that was asked for', async () => {
    const { scim, queries } = service(7)
    const list = scim.searchUsers({ count: 3 })
    expect((await all(list)).map(({ id }) => id)).toEqual(['U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7'])
    expect(queries().map(({ startIndex }) => startIndex)).toEqual(['1', '4', '7'])
  })

  it('starts afresh with each iteration', async () => {
    const { scim, sent } = service(4)
    const list = scim.searchUsers({ count: 2 })
    expect(await all(list)).toEqual(await all(list))
    expect(sent).toHaveLength(4)
  })

  it('can begin further on', async () => {
    const { scim } = service(6)
    expect((await all(scim.searchUsers({ count: 2, startIndex: 4 }))).map(({ id }) => id)).toEqual([
      'U4',
      'U5',
      'U6',
    ])
  })

  it('passes the filter on to every page', async () => {
    const { scim, queries } = service(4)
    await all(scim.searchUsers({ count: 2, filter: 'userName sw "u"' }))
    expect(queries().map(({ filter }) => filter)).toEqual(['userName sw "u"', 'userName sw "u"'])
  })

  it('yields pages', async () => {
    const { scim } = service(5)
    const pages = await all(scim.searchUsers({ count: 2 }).pages())
    expect(pages.map(({ users, startIndex }) => [startIndex, users.length])).toEqual([
      [1, 2],
      [3, 2],
      [5, 1],
    ])
  })

  it('rejects like any call, and the same for everyone who waits', async () => {
    const { transport, sent } = scripted(refusal(403, 'not_allowed'))
    const list = new SCIMClient('xoxp-test', { transport }).searchUsers()
    expect(await caught(list)).toBe(await caught(list))
    expect(await caught(list)).toBeInstanceOf(SCIMApiError)
    expect(sent).toHaveLength(1)
    await failure(all(list), SCIMApiError)
  })
})

describe('the awaited response', () => {
  it('is iterable from its page on, and asks for no row twice', async () => {
    const { scim, queries } = service(25)
    const page = await scim.searchUsers({ startIndex: 3 })
    expect((await all(page)).map(({ id }) => id)).toEqual(Array.from({ length: 23 }, (_, n) => `U${n + 3}`))
    expect(queries().map(({ startIndex }) => startIndex)).toEqual(['3', '13'])
  })

  it('is iterable again, and so is a page of a walk', async () => {
    const { scim } = service(5)
    const page = await scim.searchUsers({ count: 2 })
    expect(await all(page)).toEqual(await all(page))
    const [, second] = await all(scim.searchUsers({ count: 2 }).pages())
    expect(second && (await all(second)).map(({ id }) => id)).toEqual(['U3', 'U4', 'U5'])
  })
})

describe('break', () => {
  it('stops the requests', async () => {
    const { scim, sent } = service(9)
    for await (const { id } of scim.searchUsers({ count: 2 })) if (id === 'U3') break
    await turns()
    expect(sent).toHaveLength(2)
  })

  it('aborts what is under way, without an unhandled rejection', async () => {
    const { transport, sent } = scripted({ body: { totalResults: 90, Resources: [row(1), row(2)] } }, 'hang')
    const scim = new SCIMClient('xoxp-test', { transport })
    for await (const _ of scim.searchUsers({ count: 2, ahead: 3 })) break
    await turns()
    expect(sent).toHaveLength(4)
    expect(sent.slice(1).map(({ signal }) => signal?.aborted)).toEqual([true, true, true])
  })

  it('is not the end of a walk: no list.end', async () => {
    const events: SCIMEvent[] = []
    const { scim } = service(9, { onEvent: (event) => events.push(event) })
    for await (const _ of scim.searchUsers({ count: 2 })) break
    expect(events.some(({ type }) => type === 'list.end')).toBe(false)
  })
})

describe('ahead', () => {
  it('fetches pages before they are asked for, in order and none twice', async () => {
    const { scim, sent, queries } = service(10)
    const walk = scim.searchUsers({ count: 2, ahead: 2 })[Symbol.asyncIterator]()
    await walk.next()
    await turns()
    expect(sent).toHaveLength(3)
    expect((await all(walk)).map(({ id }) => id)).toEqual(Array.from({ length: 9 }, (_, n) => `U${n + 2}`))
    expect(queries().map(({ startIndex }) => startIndex)).toEqual(['1', '3', '5', '7', '9'])
  })

  it('is nothing by default', async () => {
    const { scim, sent } = service(10)
    const walk = scim.searchUsers({ count: 2 })[Symbol.asyncIterator]()
    await walk.next()
    await turns()
    expect(sent).toHaveLength(1)
    await walk.return({ pages: 0, items: 0, complete: false })
  })

  it('can be set where the pages are asked for', async () => {
    const { scim, sent } = service(10)
    const walk = scim.searchUsers({ count: 2 }).pages({ ahead: 1 })
    await walk.next()
    await turns()
    expect(sent).toHaveLength(2)
    await walk.return({ pages: 0, items: 0, complete: false })
  })

  it('that fails fails the walk where the page is due, not before', async () => {
    const { transport } = scripted(
      { body: { totalResults: 4, Resources: [row(1), row(2)] } },
      refusal(403, 'x'),
    )
    const walk = new SCIMClient('xoxp-test', { transport })
      .searchUsers({ count: 2, ahead: 1 })
      [Symbol.asyncIterator]()
    await walk.next()
    await turns()
    expect((await walk.next()).value).toMatchObject({ id: 'U2' })
    await failure(walk.next(), SCIMApiError)
  })

  it('keeps no page in memory that was passed', async () => {
    setFlagsFromString('--expose-gc')
    const gc = runInNewContext('gc') as () => void
    const { scim } = service(12)
    const walk = scim.searchUsers({ count: 2 }).pages({ ahead: 1 })
    const passed: WeakRef<object>[] = []
    for (let n = 0; n < 5; n++) {
      const { value } = await walk.next()
      passed.push(new WeakRef(value as object))
    }
    await turns(20)
    gc()
    expect(passed.slice(0, 3).filter((page) => page.deref() !== undefined)).toEqual([])
    await walk.return({ pages: 0, items: 0, complete: false })
  })
})

describe('toArray', () => {
  it('resolves to every row, up to max', async () => {
    const { scim } = service(7)
    expect(await scim.searchUsers({ count: 3 }).toArray({ max: 7 })).toHaveLength(7)
    expect(await scim.searchUsers().toArray({ max: Number.POSITIVE_INFINITY })).toHaveLength(7)
    expect(await service(0).scim.searchUsers().toArray({ max: 0 })).toEqual([])
  })

  it('rejects when there are more, as soon as that is known', async () => {
    const { scim, sent } = service(7)
    const error = await failure(scim.searchUsers({ count: 2 }).toArray({ max: 6 }), SCIMValidationError)
    expect(error.issues.map(({ path }) => path)).toEqual(['max'])
    expect(sent).toHaveLength(1)
  })

  it('counts from where the list begins', async () => {
    const { scim } = service(7)
    expect(await scim.searchUsers({ startIndex: 5 }).toArray({ max: 3 })).toHaveLength(3)
    expect(await scim.searchUsers({ startIndex: 0, count: 7 }).toArray({ max: 7 })).toHaveLength(7)
  })

  it.each([undefined, null, {}, { max: Number.NaN }, { max: 'x' }])(
    'takes no %o for a max',
    async (options) => {
      const { scim } = service(1)
      const error = await failure(scim.searchUsers().toArray(options as never), SCIMValidationError)
      expect(error.issues[0]?.path).toBe('max')
    },
  )
})

describe('a signal', () => {
  it('ends a walk, whichever page it is at', async () => {
    const { scim } = service(9)
    const controller = new AbortController()
    const seen: unknown[] = []
    const walk = async (): Promise<void> => {
      for await (const { id } of scim.searchUsers({ count: 2 }, { signal: controller.signal })) {
        seen.push(id)
        if (id === 'U3') controller.abort()
      }
    }
    await failure(walk(), SCIMAbortError)
    expect(seen).toEqual(['U1', 'U2', 'U3', 'U4'])
  })
})

describe('rubbish', () => {
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

  it.each(rubbish)(
    '%s never throws where the list is made, and nothing is sent',
    async (what, params, options) => {
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
    },
  )

  it.each([null, 'abc', { ahead: 'x' }, { ahead: 1.5 }])(
    'pages(%o) does not throw either',
    async (options) => {
      const { scim } = service(1)
      const walk = scim.searchUsers().pages(options as never)
      const outcome = await all(walk).catch((error: unknown) => error)
      expect(outcome instanceof Error && !SCIMError.is(outcome)).toBe(false)
    },
  )
})

describe('what is passed in', () => {
  it('stays as it was', async () => {
    const { scim } = service(3)
    const params = deepFreeze({ count: 2, startIndex: 1, filter: { op: 'eq', attr: 'userName', value: 'x' } })
    await scim.searchUsers(params as never, deepFreeze({ headers: { 'x-a': '1' } })).toArray({ max: 5 })
    expect(params.count).toBe(2)
  })
})

describe('the end of a walk', () => {
  it('is the return value of the generator, and an event', async () => {
    const events: SCIMEvent[] = []
    const { scim } = service(5, { onEvent: (event) => events.push(event) })
    const end = await endOf(scim.searchUsers({ count: 2 })[Symbol.asyncIterator]())
    expect(end).toEqual({ pages: 3, items: 5, complete: true })
    expect(events.filter(({ type }) => type.startsWith('list'))).toEqual([
      { type: 'list.end', operation: 'searchUsers', ...end },
    ])
  })
})
