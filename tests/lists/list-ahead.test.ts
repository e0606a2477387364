import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { virtualClock } from '../../mocks/index.ts'
import { SCIMAbortError, SCIMApiError, SCIMClient, type SearchParams } from '../../src/index.ts'
import { failure, turns } from '../support/outcome.ts'
import { all, row, service } from '../support/people.ts'
import { refusal, type Step, scripted } from '../support/scripted-transport.ts'

describe('ahead', () => {
  it('requests pages in advance, in order and once each', async () => {
    const { scim, sent, queries } = service(9)
    const walk = scim.searchUsers({ count: 2, ahead: 2 })[Symbol.asyncIterator]()
    await walk.next()
    await turns()
    expect(sent).toHaveLength(3)
    expect((await all(walk)).map(({ id }) => id)).toEqual(Array.from({ length: 8 }, (_, n) => `U${n + 2}`))
    expect(queries().map(({ startIndex }) => startIndex)).toEqual(['1', '3', '5', '7', '9'])
  })

  it('can be set by pages()', async () => {
    const { scim, sent } = service(10)
    const walk = scim.searchUsers({ count: 2 }).pages({ ahead: 1 })
    await walk.next()
    await turns()
    expect(sent).toHaveLength(2)
    await walk.return({ pages: 0, items: 0, complete: false })
  })

  it('rejects for a failed page when that page is due, not before', async () => {
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

  it('releases pages that were yielded', async () => {
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

/** How a service behaves, and how its pages are read. */
interface Scene extends SearchParams {
  readonly people: number
  /** Rows of a page at the most, whatever the request says. */
  readonly cap?: number
  /** Milliseconds until a page comes; by the number of the request, from 1. */
  readonly latency?: (request: number) => number
  /** What a request is answered with instead of its page. */
  readonly instead?: (request: number) => Step | undefined
  /** Milliseconds of work for each page. */
  readonly work?: number
  /** How many pages are read before the consumer breaks. */
  readonly read?: number
}

/** Reads pages from a service that takes 100 ms, on a virtual clock. */
async function scene({
  people,
  cap = people,
  latency = () => 100,
  instead,
  work = 0,
  read,
  ...params
}: Scene) {
  const clock = virtualClock()
  const atATime: number[] = []
  let inFlight = 0
  const { transport, sent } = scripted(async (url): Promise<Step> => {
    const request = sent.length
    atATime.push(++inFlight)
    await clock.sleep(latency(request))
    inFlight--
    const query = new URL(url).searchParams
    const start = Number(query.get('startIndex'))
    const count = Math.min(cap, Number(query.get('count')))
    const many = Math.max(0, Math.min(count, people - start + 1))
    const Resources = Array.from({ length: many }, (_, n) => row(start + n))
    return instead?.(request) ?? { body: { totalResults: people, Resources } }
  })
  const scim = new SCIMClient('xoxp-test', { transport, clock })
  const ids: string[] = []
  let pages = 0
  let error: unknown
  try {
    for await (const { users } of scim.searchUsers({ count: 10, ...params }).pages()) {
      ids.push(...users.map(({ id }) => id))
      if (++pages === read) break
      if (work > 0) await clock.sleep(work)
    }
  } catch (caughtError) {
    error = caughtError
  }
  return { ids, sent, atATime, most: Math.max(...atATime), error, elapsed: clock.elapsed() }
}

const everyone = (people: number): string[] => Array.from({ length: people }, (_, n) => `U${n + 1}`)

describe('ahead by default', () => {
  it('requests nothing in advance while only the first page is read', async () => {
    expect((await scene({ people: 1000, read: 1 })).sent).toHaveLength(1)
    expect((await scene({ people: 1000, read: 1, work: 500 })).sent).toHaveLength(1)
  })

  it('requests at most as many pages too many as were read, and 4, and aborts them', async () => {
    for (const read of [2, 3, 5, 20]) {
      const { sent } = await scene({ people: 1000, read })
      expect(sent.length - read).toBeGreaterThan(0)
      expect(sent.length - read).toBeLessThanOrEqual(Math.min(read, 4))
    }
  })

  it('reads with up to 5 requests at a time, in order', async () => {
    const { ids, most, elapsed } = await scene({ people: 1000, latency: (n) => 50 + ((n * 37) % 100) })
    expect(ids).toEqual(everyone(1000))
    expect(most).toBe(5)
    expect(elapsed).toBeLessThan(4500)
  })

  it('holds one page in advance for a consumer that is slower than the service', async () => {
    const { ids, most, elapsed } = await scene({ people: 200, work: 300 })
    expect(ids).toEqual(everyone(200))
    expect(most).toBe(2)
    // The first two pages, and the empty one behind the last row, are waited for.
    expect(elapsed).toBe(21 * 300 + 3 * 100)
  })

  it('requests each page once from a service that caps its pages', async () => {
    const { ids, sent } = await scene({ people: 200, cap: 4 })
    expect(ids).toEqual(everyone(200))
    const starts = sent.map(({ url }) => Number(new URL(url).searchParams.get('startIndex')))
    expect(starts).toEqual([...new Set(starts)])
    expect(sent).toHaveLength(51)
  })

  it('requests at most 250 pages a minute in advance', async () => {
    const { ids, sent, elapsed } = await scene({ people: 3000, latency: () => 10 })
    expect(ids).toEqual(everyone(3000))
    expect(sent).toHaveLength(301)
    // 250 of them by five, the others one after the other.
    expect(elapsed).toBeGreaterThan(50 * 10 + 50 * 10)
    const few = await scene({ people: 2000, latency: () => 10 })
    expect(few.elapsed).toBeLessThan(50 * 10)
  })

  it('requests one page at a time again after a page that needed a retry', async () => {
    let isBusy = true
    const busy = await scene({
      people: 600,
      instead: (request) => {
        if (request !== 20 || !isBusy) return undefined
        isBusy = false
        return { status: 503, body: 'busy' }
      },
    })
    const calm = await scene({ people: 600 })
    expect(busy.ids).toEqual(everyone(600))
    // The first two requests, and the one behind the last row, are alone.
    expect(alone(calm.atATime)).toEqual([1, 2, 61])
    expect(alone(busy.atATime)).toEqual([1, 2, 25, 26, 62])
  })
})

/** The numbers of the requests during which there was no other, from 1. */
function alone(atATime: readonly number[]): number[] {
  return atATime.flatMap((count, index) => (count === 1 ? [index + 1] : []))
}

describe.each([undefined, 0, 1, 16])('a walk with %s pages ahead', (ahead) => {
  it('yields every row once', async () => {
    const { ids, error, sent } = await scene({ people: 173, ahead })
    expect([ids, error, sent.length]).toEqual([everyone(173), undefined, 18])
  })

  it('drops pages that begin at other rows than the one before ended', async () => {
    const short: Step = { body: { totalResults: 95, Resources: [11, 12, 13].map(row) } }
    const { ids, error } = await scene({
      people: 95,
      ahead,
      instead: (request) => (request === 2 ? short : undefined),
    })
    expect([ids, error]).toEqual([everyone(95), undefined])
  })

  it('rejects with the error of a page when that page is due, and aborts the others', async () => {
    const { ids, error, sent } = await scene({
      people: 300,
      ahead,
      instead: (request) => (request === 5 ? refusal(403, 'x') : undefined),
    })
    expect(error).toBeInstanceOf(SCIMApiError)
    expect(ids).toEqual(everyone(40))
    expect(sent.slice(5).every(({ signal }) => signal?.aborted)).toBe(true)
  })

  it('rejects when the signal aborts, though pages have arrived in advance', async () => {
    const { scim } = service(200)
    const controller = new AbortController()
    const seen: string[] = []
    const walk = async (): Promise<void> => {
      for await (const { id } of scim.searchUsers({ count: 2, ahead }, { signal: controller.signal })) {
        seen.push(id)
        await turns(1)
        if (id === 'U21') controller.abort()
      }
    }
    await failure(walk(), SCIMAbortError)
    expect(seen).toHaveLength(22)
  })
})

it.each([
  [0, 10_100],
  [1, 5200],
  [16, 800],
])('reads 100 pages that take 100 ms each with %i pages ahead in %i ms', async (ahead, milliseconds) => {
  const { elapsed, most } = await scene({ people: 1000, ahead })
  expect(elapsed).toBe(milliseconds)
  expect(most).toBe(ahead + 1)
})
