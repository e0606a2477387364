import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEmulator, seedDirectory, slackWorlds } from '../../mocks/index.ts'
import { type ListEnd, SCIMClient, SCIMError, type Transport, type User } from '../../src/index.ts'

interface PageFault {
  readonly kind:
    | 'none'
    | 'empty'
    | 'short'
    | 'repeated'
    | 'past'
    | 'total'
    | 'first'
    | 'itemsPerPage'
    | 'idless'
  readonly by: number
}

const fault: fc.Arbitrary<PageFault> = fc.record({
  kind: fc.constantFrom(
    'none',
    'none',
    'none',
    'empty',
    'short',
    'repeated',
    'past',
    'total',
    'first',
    'itemsPerPage',
    'idless',
  ),
  by: fc.integer({ min: 1, max: 9 }),
})

/** `undefined` adapts. */
const pagesAhead: fc.Arbitrary<number | undefined> = fc.option(fc.integer({ min: 0, max: 3 }), {
  nil: undefined,
  freq: 1,
})

const person = (n: number): object => ({ id: `U${n}`, userName: `u${n}`, active: true, emails: [] })

/** An unchanging directory behind a service that corrupts some pages. Its first totalResults is correct. */
function service(people: number, faults: readonly PageFault[]): Transport {
  let asked = 0
  return async (url) => {
    if (asked > 2000) throw new Error('this walk has no end')
    const query = new URL(url).searchParams
    const at = Number(query.get('startIndex'))
    const count = Number(query.get('count'))
    const { kind, by } = faults[asked % faults.length] ?? { kind: 'none', by: 1 }
    const first = asked++ === 0
    const rows = (from: number, many: number): object[] =>
      Array.from({ length: Math.max(0, Math.min(many, people - from + 1)) }, (_, n) => person(from + n))
    let Resources = rows(at, count)
    if (kind === 'empty') Resources = []
    if (kind === 'short') Resources = Resources.slice(0, -by)
    if (kind === 'repeated') Resources = [...rows(Math.max(1, at - by), by), ...Resources]
    if (kind === 'past') Resources = rows(at, count + by)
    if (kind === 'first') Resources = rows(1, count)
    if (kind === 'idless') Resources = Resources.map((row) => ({ ...row, id: undefined }))
    const totalResults = kind === 'total' && !first ? Math.max(0, people + (by % 2 ? by : -by)) : people
    const itemsPerPage = kind === 'itemsPerPage' ? by * 7 : Resources.length
    const body = JSON.stringify({ totalResults, itemsPerPage, startIndex: at, Resources })
    return { status: 200, headers: new Headers(), text: async () => body }
  }
}

async function walk(
  scim: SCIMClient,
  params: { count: number; ahead: number | undefined },
): Promise<{ users: User[]; end: ListEnd }> {
  const generator = scim.searchUsers({ ...params, incomplete: 'allow' })[Symbol.asyncIterator]()
  const users: User[] = []
  for (;;) {
    const { done, value } = await generator.next()
    if (done) return { users, end: value }
    users.push(value)
  }
}

describe('searchUsers over a directory with faulty pages', () => {
  it('ends, yields no id twice, and reports complete only after yielding every user', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 12 }),
        pagesAhead,
        fc.array(fault, { minLength: 1, maxLength: 6 }),
        async (people, count, ahead, faults) => {
          const scim = new SCIMClient('xoxp-test', {
            transport: service(people, faults),
            validation: { response: 'off' },
          })
          const { users, end } = await walk(scim, { count, ahead })
          const ids = users.flatMap(({ id }) => (id === undefined ? [] : [id]))
          expect(new Set(ids).size).toBe(ids.length)
          expect(end.items).toBe(users.length)
          if (end.complete) {
            expect(ids.sort()).toEqual(Array.from({ length: people }, (_, n) => `U${n + 1}`).sort())
          }
          // Without a fault in the pages, the iteration must be complete.
          if (faults.every(({ kind }) => kind === 'none' || kind === 'itemsPerPage')) {
            expect(end.complete).toBe(true)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe.each(slackWorlds().map(({ name, assumptions }) => [name, assumptions] as const))(
  'searchUsers in the world %s',
  (_name, assumptions) => {
    it('yields each account once, or throws a SCIMError', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            users: fc.integer({ min: 1, max: 20 }),
            count: fc.integer({ min: 1, max: 8 }),
            ahead: pagesAhead,
            body: fc.constantFrom('html' as const, 'empty' as const, 'truncated-json' as const, undefined),
            nth: fc.integer({ min: 1, max: 3 }),
            times: fc.integer({ min: 1, max: 2 }),
          }),
          async ({ users: many, count, ahead, body, nth, times }) => {
            const emulator = createEmulator({ seed: seedDirectory({ users: many, groups: 1 }), assumptions })
            if (body) emulator.faults.add({ kind: 'body', body, match: { nth }, times })
            const { transport, token } = emulator
            const clock = { now: () => 0, setTimeout: instant, clearTimeout: () => {} }
            const scim = new SCIMClient(token, { transport, clock, validation: { response: 'strict' } })
            let walked: Awaited<ReturnType<typeof walk>>
            try {
              walked = await walk(scim, { count, ahead })
            } catch (error) {
              expect(SCIMError.is(error)).toBe(true)
              expect(times).toBe(2)
              return
            }
            const ids = walked.users.map(({ id }) => id)
            expect(new Set(ids).size).toBe(ids.length)
            expect(walked.end.complete).toBe(true)
            const shown = emulator.state.users.filter(
              ({ active }) => active || assumptions['deactivated-in-lists'] !== 'excluded',
            )
            expect(ids.sort()).toEqual(shown.map(({ id }) => id).sort())
          },
        ),
        { numRuns: 6, seed: 11 },
      )
    })
  },
)

/** Ends the wait before a retry at once, and never fires the timeout of an attempt. */
function instant(callback: () => void, ms: number): unknown {
  return ms < 30_000 ? void setImmediate(callback) : undefined
}
