import { describe, expect, it } from 'vitest'
import {
  type ListEnd,
  SCIMAbortError,
  SCIMClient,
  type SCIMEvent,
  SCIMValidationError,
} from '../../src/index.ts'
import { failure, turns } from '../support/outcome.ts'
import { all, row, service } from '../support/people.ts'
import { scripted } from '../support/scripted-transport.ts'

/** Runs a generator to its return value. */
async function endOf(walk: AsyncGenerator<unknown, ListEnd>): Promise<ListEnd> {
  for (;;) {
    const { done, value } = await walk.next()
    if (done) return value
  }
}

describe('a list', () => {
  it.each([
    ['searchUsers', '1000'],
    ['searchGroups', '100'],
  ] as const)('iterates %s with %s rows per page', async (name, count) => {
    const { scim, queries } = service(3)
    expect(await all<unknown>(scim[name]())).toHaveLength(3)
    expect(queries()).toEqual([{ startIndex: '1', count }])
  })

  it('yields every row of all pages once, with the count given', async () => {
    const { scim, queries } = service(7)
    const list = scim.searchUsers({ count: 3 })
    expect((await all(list)).map(({ id }) => id)).toEqual(['U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7'])
    expect(queries().map(({ startIndex }) => startIndex)).toEqual(['1', '4', '7'])
  })

  it('starts again with each iteration', async () => {
    const { scim, sent } = service(3)
    const list = scim.searchUsers({ count: 2 })
    expect(await all(list)).toEqual(await all(list))
    expect(sent).toHaveLength(4)
  })

  it('begins at startIndex', async () => {
    const { scim } = service(6)
    expect((await all(scim.searchUsers({ count: 2, startIndex: 4 }))).map(({ id }) => id)).toEqual([
      'U4',
      'U5',
      'U6',
    ])
  })

  it('sends the filter with every page', async () => {
    const { scim, queries } = service(3)
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
})

describe('break', () => {
  it('stops the requests', async () => {
    const { scim, sent } = service(9)
    for await (const { id } of scim.searchUsers({ count: 2, ahead: 0 })) if (id === 'U3') break
    await turns()
    expect(sent).toHaveLength(2)
  })

  it('aborts pages under way, without an unhandled rejection', async () => {
    const { transport, sent } = scripted({ body: { totalResults: 90, Resources: [row(1), row(2)] } }, 'hang')
    const scim = new SCIMClient('xoxp-test', { transport })
    for await (const _ of scim.searchUsers({ count: 2, ahead: 3 })) break
    await turns()
    expect(sent).toHaveLength(4)
    expect(sent.slice(1).map(({ signal }) => signal?.aborted)).toEqual([true, true, true])
  })

  it('emits no list.end', async () => {
    const events: SCIMEvent[] = []
    const { scim } = service(9, { onEvent: (event) => events.push(event) })
    for await (const _ of scim.searchUsers({ count: 2 })) break
    expect(events.some(({ type }) => type === 'list.end')).toBe(false)
  })
})

describe('toArray', () => {
  it('resolves to every row, up to max', async () => {
    const { scim } = service(7)
    expect(await scim.searchUsers({ count: 3 }).toArray({ max: 7 })).toHaveLength(7)
    expect(await scim.searchUsers().toArray({ max: Number.POSITIVE_INFINITY })).toHaveLength(7)
    expect(await service(0).scim.searchUsers().toArray({ max: 0 })).toEqual([])
  })

  it('rejects when the total exceeds max', async () => {
    const { scim, sent } = service(7)
    const error = await failure(scim.searchUsers({ count: 2 }).toArray({ max: 6 }), SCIMValidationError)
    expect(error.issues.map(({ path }) => path)).toEqual(['max'])
    expect(sent).toHaveLength(1)
  })

  it('counts max from startIndex', async () => {
    const { scim } = service(7)
    expect(await scim.searchUsers({ startIndex: 5 }).toArray({ max: 3 })).toHaveLength(3)
    expect(await scim.searchUsers({ startIndex: 0, count: 7 }).toArray({ max: 7 })).toHaveLength(7)
  })

  it.each([undefined, null, {}, { max: Number.NaN }, { max: 'x' }])(
    'rejects %o in place of max',
    async (options) => {
      const { scim } = service(1)
      const error = await failure(scim.searchUsers().toArray(options as never), SCIMValidationError)
      expect(error.issues[0]?.path).toBe('max')
    },
  )
})

describe('a signal', () => {
  it('ends a walk at any page', async () => {
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

describe('the end of a walk', () => {
  it('returns the list.end summary from the generator, and emits it', async () => {
    const events: SCIMEvent[] = []
    const { scim } = service(5, { onEvent: (event) => events.push(event) })
    const end = await endOf(scim.searchUsers({ count: 2 })[Symbol.asyncIterator]())
    expect(end).toEqual({ pages: 3, items: 5, complete: true })
    expect(events.filter(({ type }) => type.startsWith('list'))).toEqual([
      { type: 'list.end', operation: 'searchUsers', ...end },
    ])
  })
})
