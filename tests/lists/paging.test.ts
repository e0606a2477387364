import { describe, expect, it } from 'vitest'
import { type ListEnd, SCIMClient, type SCIMEvent } from '../../src/index.ts'
import { scripted } from '../support/scripted-transport.ts'

interface Row {
  readonly id?: string
  readonly userName: string
  readonly active: boolean
  readonly emails: readonly never[]
}
interface Ask {
  readonly startIndex: number
  readonly count: number
  /** How many pages were asked for before this one. */
  readonly page: number
}

const row = (n: number): Row => ({ id: `U${n}`, userName: `u${n}`, active: true, emails: [] })
const rows = (from: number, to: number): Row[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => row(from + n))
/** The rows that an honest service of `total` people would send. */
const honest = ({ startIndex, count }: Ask, total: number): Row[] =>
  rows(startIndex, Math.min(total, startIndex + count - 1))

async function walk(
  answer: (ask: Ask) => Record<string, unknown>,
  { count = 4, ahead }: { readonly count?: number; readonly ahead?: number | undefined } = {},
): Promise<{ ids: (string | undefined)[]; end: ListEnd; changes: number; requests: number }> {
  let page = 0
  const { transport, sent } = scripted((url) => {
    const query = new URL(url).searchParams
    const ask = {
      startIndex: Number(query.get('startIndex')),
      count: Number(query.get('count')),
      page: page++,
    }
    if (page > 200) throw new Error('this walk has no end')
    return { body: answer(ask) }
  })
  const events: SCIMEvent[] = []
  const scim = new SCIMClient('xoxp-test', { transport, onEvent: (event) => events.push(event) })
  const generator = scim.searchUsers({ count, ahead, incomplete: 'allow' })[Symbol.asyncIterator]()
  const ids: (string | undefined)[] = []
  for (;;) {
    const { done, value } = await generator.next()
    if (done) {
      const changes = events.filter(({ type }) => type === 'list.changed').length
      return { ids, end: value, changes, requests: sent.length }
    }
    ids.push(value.id)
  }
}

const upTo = (n: number): string[] => rows(1, n).map(({ id }) => id ?? '')

describe.each([0, 2, undefined])('a walk that may be incomplete, with %s pages ahead,', (ahead) => {
  it('is complete when totals and pages agree', async () => {
    const { ids, end, changes } = await walk((ask) => ({ totalResults: 10, Resources: honest(ask, 10) }), {
      ahead,
    })
    expect(ids).toEqual(upTo(10))
    expect([end.complete, changes]).toEqual([true, 0])
  })

  it('is complete over an empty list', async () => {
    const { ids, end, requests } = await walk(() => ({ totalResults: 0, Resources: [] }), { ahead })
    expect([ids, end.complete, requests]).toEqual([[], true, 1])
  })

  it('is complete over an empty list without Resources', async () => {
    const { ids, end } = await walk(() => ({ totalResults: 0 }), { ahead })
    expect([ids, end.complete]).toEqual([[], true])
  })

  it('continues after short pages', async () => {
    const { ids, end } = await walk(
      (ask) => ({ totalResults: 9, Resources: honest({ ...ask, count: 2 }, 9) }),
      { ahead },
    )
    expect(ids).toEqual(upTo(9))
    expect(end.complete).toBe(true)
  })

  it('accepts longer pages than requested', async () => {
    const { ids, end } = await walk(
      (ask) => ({ totalResults: 9, Resources: honest({ ...ask, count: 6 }, 9) }),
      { ahead },
    )
    expect(ids).toEqual(upTo(9))
    expect(end.complete).toBe(true)
  })

  it('continues after an empty page, and is incomplete', async () => {
    const { ids, end } = await walk(
      (ask) => ({ totalResults: 12, Resources: ask.startIndex === 5 ? [] : honest(ask, 12) }),
      { ahead },
    )
    expect(ids).toEqual([...upTo(4), ...rows(9, 12).map(({ id }) => id)])
    expect(end.complete).toBe(false)
  })

  it('ignores a wrong itemsPerPage or startIndex', async () => {
    for (const wrong of [0, 1, 1000, -1, 'x', null]) {
      const { ids, end } = await walk(
        (ask) => ({ totalResults: 10, itemsPerPage: wrong, startIndex: wrong, Resources: honest(ask, 10) }),
        { ahead },
      )
      expect(ids).toEqual(upTo(10))
      expect(end.complete).toBe(true)
    }
  })

  it('continues past a total that is too low while pages are full', async () => {
    const { ids, end } = await walk((ask) => ({ totalResults: 8, Resources: honest(ask, 30) }), { ahead })
    expect(ids).toEqual(upTo(30))
    expect(end.complete).toBe(false)
  })

  it('continues past a total that equals the page size', async () => {
    const { ids, end } = await walk(
      (ask) => {
        const Resources = honest({ ...ask, count: 3 }, 7)
        return { totalResults: Resources.length, Resources }
      },
      { ahead, count: 3 },
    )
    expect(ids).toEqual(upTo(7))
    expect(end.complete).toBe(false)
  })

  it('stops at a service with endless rows', async () => {
    const { ids, end, requests } = await walk(
      (ask) => ({ totalResults: 10, Resources: rows(ask.startIndex, ask.startIndex + ask.count - 1) }),
      { ahead },
    )
    expect(new Set(ids).size).toBe(ids.length)
    expect(requests).toBeLessThan(110)
    expect(end.complete).toBe(false)
  })

  it.each([4, 8, 12])(
    'confirms the total %i with one more request when the last page is full',
    async (total) => {
      const { ids, end, requests } = await walk(
        (ask) => ({ totalResults: total, Resources: honest(ask, total) }),
        {
          ahead,
        },
      )
      expect(ids).toEqual(upTo(total))
      expect([end.complete, requests]).toEqual([true, total / 4 + 1])
    },
  )

  it('confirms a total when the service repeats its last page past the end', async () => {
    const { end, requests } = await walk(
      (ask) => ({
        totalResults: 8,
        Resources: honest({ ...ask, startIndex: Math.min(ask.startIndex, 5) }, 8),
      }),
      { ahead },
    )
    expect([end.complete, requests]).toEqual([true, 3])
  })

  it('confirms a total when the service caps its pages below count', async () => {
    const capped = (total: number) =>
      walk((ask) => ({ totalResults: total, Resources: honest({ ...ask, count: 2 }, 7) }), { ahead: 0 })
    expect((await capped(4)).ids).toEqual(upTo(7))
    expect((await capped(4)).end.complete).toBe(false)
    expect((await capped(7)).end.complete).toBe(true)
  })

  it('stops at a service that repeats its last rows past the end', async () => {
    const { ids, end } = await walk(
      (ask) => ({ totalResults: 30, Resources: ask.startIndex > 6 ? rows(3, 6) : honest(ask, 6) }),
      { ahead },
    )
    expect(ids).toEqual(upTo(6))
    expect(end.complete).toBe(false)
  })

  it('stops when startIndex is ignored, with each row once', async () => {
    const { ids, end } = await walk((ask) => ({ totalResults: 40, Resources: rows(1, ask.count) }), { ahead })
    expect(ids).toEqual(upTo(4))
    expect(end.complete).toBe(false)
  })

  it('detects a shrinking total', async () => {
    const { end, changes, ids } = await walk(
      (ask) => ({ totalResults: 12 - ask.page, Resources: honest(ask, 12 - ask.page) }),
      { ahead },
    )
    expect(new Set(ids).size).toBe(ids.length)
    expect(end.complete).toBe(false)
    expect(changes).toBeGreaterThan(0)
  })

  it('stops when the total grows with every page', async () => {
    const { end, ids } = await walk(
      (ask) => ({ totalResults: 10 * (ask.page + 1), Resources: honest(ask, 15) }),
      { ahead },
    )
    expect(ids).toEqual(upTo(15))
    expect(end.complete).toBe(false)
  })

  it('yields no id twice when rows change under the same total', async () => {
    const { ids, end } = await walk(
      (ask) => ({
        totalResults: 8,
        // U1 has gone and U9 has come by the second page: U5 moved to the first page and is missed.
        Resources: ask.page === 0 ? rows(1, 4) : rows(6, 9),
      }),
      { ahead: 0 },
    )
    expect(ids).toHaveLength(8)
    // Nothing in the answers gives it away; what can be promised is that no id comes twice.
    expect(new Set(ids).size).toBe(8)
    expect(end.items).toBe(8)
  })

  it('yields rows without an id, and is incomplete', async () => {
    const bare = rows(1, 4).map(({ id: _id, ...rest }) => rest)
    const once = await walk(() => ({ totalResults: 4, Resources: bare }), { ahead })
    expect(once.ids).toEqual([undefined, undefined, undefined, undefined])
    // As far as anyone can tell these are the same four people twice.
    const twice = await walk(() => ({ totalResults: 8, Resources: bare }), { ahead })
    expect(twice.end.complete).toBe(false)
  })

  it('continues without a total until a page is empty, and is incomplete', async () => {
    const { ids, end, changes } = await walk((ask) => ({ Resources: honest(ask, 10) }), { ahead: 0 })
    expect(ids).toEqual(upTo(10))
    expect(end.complete).toBe(false)
    expect(changes).toBe(0)
  })

  it.each([null, 'many', {}])('ignores an invalid totalResults %o', async (total) => {
    const { ids, end } = await walk((ask) => ({ totalResults: total, Resources: honest(ask, 10) }), {
      ahead: 0,
    })
    expect(ids).toEqual(upTo(10))
    expect(end.complete).toBe(false)
  })

  it('accepts a total written as text', async () => {
    const { ids, end } = await walk((ask) => ({ totalResults: '10', Resources: honest(ask, 10) }), { ahead })
    expect(ids).toEqual(upTo(10))
    expect(end.complete).toBe(true)
  })

  it('stops without a total when startIndex is ignored, and is incomplete', async () => {
    const { ids, end } = await walk(() => ({ Resources: rows(1, 4) }), { ahead: 0 })
    expect(ids).toEqual(upTo(4))
    expect(end.complete).toBe(false)
  })

  it('drops rows that are not objects', async () => {
    const { ids, end } = await walk(() => ({ totalResults: 4, Resources: [row(1), null, 'x', 5] }), { ahead })
    expect(ids).toEqual(['U1'])
    expect(end.complete).toBe(false)
  })
})
