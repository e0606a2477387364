import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import {
  changeEmail,
  ensureUser,
  SCIMConflictError,
  SCIMError,
  type TransportResponse,
  type UserCreate,
} from '../../src/index.ts'
import { openPlace, type Place } from '../support/worlds.ts'

const seed: Seed = {
  users: [
    { id: 'W0SAM', userName: 'sam', email: 'sam@example.com' },
    { id: 'W0JO', userName: 'jo', email: 'jo@example.com' },
    { id: 'W0ZOE', userName: 'zo_', email: 'zoe@example.com' },
  ],
}
const SECOND = 1000
const NONE = { totalResults: 0, itemsPerPage: 0, startIndex: 1, schemas: [], Resources: [] }
const NEVER = Number.POSITIVE_INFINITY
const person = (userName: string, value: string): UserCreate => ({
  userName,
  emails: [{ value, primary: true }],
})

/** When searches begin to find anything, in milliseconds. */
interface Hidden {
  readonly filters?: number
  readonly lists?: number
  /** A status with which searches are answered after the first write. */
  readonly refused?: number
  /** Whether the error of a conflict names an account. */
  readonly hint?: boolean
}

/** A place whose searches find nothing at first, and which records each: the filter, or `all`. */
function hiding({ filters = 0, lists = 0, refused, hint = false }: Hidden): Place & { searches: string[] } {
  const searches: string[] = []
  let wrote = false
  const place = openPlace('1.1', {
    seed,
    world: {
      name: 'conflict-context',
      assumptions: { 'row-order': 'oldest-first', ...(!hint && { 'conflict-context': 'absent' }) },
    },
    wrap: (transport, _emulator, clock) => async (url, init) => {
      wrote ||= init.method !== 'GET'
      const { pathname, searchParams } = new URL(url)
      if (init.method !== 'GET' || !pathname.endsWith('/Users')) return transport(url, init)
      const filter = searchParams.get('filter')
      searches.push(filter ?? 'all')
      if (wrote && refused !== undefined) return answer(refused, {})
      if (clock.elapsed() >= (filter ? filters : lists)) return transport(url, init)
      return answer(200, NONE)
    },
  })
  return { ...place, searches }
}

function answer(status: number, body: object): TransportResponse {
  return { status, headers: { get: () => null }, text: async () => JSON.stringify(body) }
}

describe('the search for the person behind a conflict', () => {
  it('reads everyone at once, and once, where filters miss the person', async () => {
    const { scim, clock, searches } = hiding({ filters: NEVER })
    const { outcome, user } = await ensureUser(scim, person('jo', 'jo@example.com'), { clock })
    expect([outcome, user.id, clock.elapsed()]).toEqual(['unchanged', 'W0JO', 0])
    expect(searches.filter((one) => one === 'all')).toHaveLength(1)
  })

  it('waits for a person whom another call created a moment ago, asking by filter', async () => {
    const { scim, clock, searches } = hiding({ filters: 2 * SECOND, lists: NEVER })
    const { user } = await ensureUser(scim, person('jo', 'jo@example.com'), { clock })
    expect([user.id, clock.elapsed()]).toEqual(['W0JO', 2 * SECOND])
    expect(searches.filter((one) => one === 'all')).toHaveLength(1)
  })

  it('reads everyone again when settleTimeout ends', async () => {
    const { scim, clock } = hiding({ filters: NEVER, lists: 5 * SECOND })
    const wanted = person('jo', 'jo@example.com')
    const { user } = await ensureUser(scim, wanted, { clock, settleTimeout: 5 * SECOND })
    expect([user.id, clock.elapsed()]).toEqual(['W0JO', 5 * SECOND])
  })

  it('prefers the person to whoever has the wanted userName', async () => {
    const { scim, clock, writes } = hiding({ filters: NEVER })
    await expect(ensureUser(scim, person('sam', 'jo@example.com'), { clock })).rejects.toThrow(
      SCIMConflictError,
    )
    expect(writes().map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST Users',
      'PATCH Users/W0JO',
    ])
  })

  it('reads the account that the error names, and searches no more when it is the person', async () => {
    const { scim, clock, searches, sent } = hiding({ filters: NEVER, lists: NEVER, hint: true })
    const { user } = await ensureUser(scim, person('jo', 'jo@example.com'), { clock })
    expect(user.id).toBe('W0JO')
    expect(searches).toHaveLength(1)
    expect(sent.at(2)).toMatchObject({ method: 'GET', path: 'Users/W0JO' })
  })

  it('takes the account that the error names for the holder where no search finds it', async () => {
    const { scim, clock } = hiding({ filters: NEVER, lists: NEVER, hint: true })
    const done = ensureUser(scim, person('sam', 'kim@example.com'), { clock })
    await expect(done).rejects.toMatchObject({ holder: { id: 'W0SAM' } })
  })

  it('names the holder of one of the forms in which a userName may be stored', async () => {
    const { scim, clock } = hiding({})
    const done = ensureUser(scim, person('Zoë', 'kim@example.com'), { clock })
    await expect(done).rejects.toMatchObject({ holder: { id: 'W0ZOE' } })
  })

  /** A service that refuses each create, and that lists nobody. */
  function refusing(description: string | undefined): Place & { reads: string[] } {
    const reads: string[] = []
    const account = { id: 'W012AB', ...person('jo', 'jo@example.com'), active: true }
    const place = openPlace('1.1', {
      wrap:
        () =>
        async (url, { method }) => {
          if (method === 'POST') return answer(409, { Errors: { description, code: 409 } })
          const { pathname, search } = new URL(url)
          if (search) return answer(200, NONE)
          reads.push(pathname.replace(/.*\//, ''))
          return answer(200, account)
        },
    })
    return { ...place, reads }
  }

  it.each(['existing_user', 'user'])('reads the account that an error names as %s', async (key) => {
    const { scim, clock, reads } = refusing(`email_taken ${key}=W012AB`)
    const { user } = await ensureUser(scim, person('jo', 'jo@example.com'), { clock })
    expect([user.id, reads]).toEqual(['W012AB', ['W012AB']])
  })

  it('ends in a conflict that says nothing', async () => {
    const { scim, clock, reads } = refusing(undefined)
    const done = ensureUser(scim, person('jo', 'jo@example.com'), { clock })
    await expect(done).rejects.toMatchObject({ name: 'SCIMConflictError', holder: undefined })
    expect(reads).toEqual([])
  })

  it('ends in the conflict where searches are refused as malformed', async () => {
    const { scim, clock } = hiding({ filters: NEVER, refused: 400 })
    const done = ensureUser(scim, person('jo', 'jo@example.com'), { clock })
    await expect(done).rejects.toMatchObject({ name: 'SCIMConflictError', holder: undefined })
  })

  it('ends in the failure of a search', async () => {
    const { scim, clock } = hiding({ filters: NEVER, refused: 403 })
    const done = ensureUser(scim, person('jo', 'jo@example.com'), { clock })
    await expect(done).rejects.toMatchObject({ name: 'SCIMApiError', status: 403 })
  })
})

describe('the search for the holder of an address', () => {
  it('reads everyone where the filter misses the holder, and asks for no userName', async () => {
    const { scim, clock, searches } = hiding({ filters: NEVER })
    const error = await changeEmail(scim, 'W0JO', 'sam@example.com', { clock }).catch((e: unknown) => e)
    expect(SCIMError.is(error)).toBe(true)
    expect(error).toMatchObject({ holder: { id: 'W0SAM' } })
    expect(searches).toEqual(['email eq "sam@example.com"', 'all'])
  })
})
