import { describe, expect, it } from 'vitest'
import { type Assumptions, seedDirectory } from '../../mocks/index.ts'
import { CORE, open } from './caller.ts'

const seed = seedDirectory({ users: 25, groups: 3 })
const start = (assumptions: Partial<Assumptions> = {}) => open({ seed, assumptions })

describe('the envelope', () => {
  it('renders a list in the key order of its dialect', async () => {
    const { call } = start()
    const one = (await call('GET', 'v1/Users')).body
    expect(Object.keys(one)).toEqual(['totalResults', 'itemsPerPage', 'startIndex', 'schemas', 'Resources'])
    expect(one.schemas).toEqual([CORE])
    const two = (await call('GET', 'v2/Users')).body
    expect(Object.keys(two)).toEqual(['schemas', 'Resources', 'totalResults', 'itemsPerPage', 'startIndex'])
    expect(two.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:ListResponse'])
  })

  it('returns the rows of the page as itemsPerPage, not count', async () => {
    const { body } = await start().call('GET', 'v1/Users?startIndex=21&count=10')
    expect(body).toMatchObject({ totalResults: 25, itemsPerPage: 5, startIndex: 21 })
    expect(body.Resources).toHaveLength(5)
  })
})

describe('paging', () => {
  it('returns 10 rows by default and at most 1000', async () => {
    expect((await start().call('GET', 'v1/Users')).body.itemsPerPage).toBe(10)
    const big = open({ seed: seedDirectory({ users: 1200 }) })
    for (const count of ['5000', '9999999999', '9'.repeat(400)]) {
      const { body } = await big.call('GET', `v1/Users?count=${count}`)
      expect(body).toMatchObject({ totalResults: 1200, itemsPerPage: 1000 })
    }
    const { body } = await big.call('GET', `v1/Users?startIndex=${'9'.repeat(400)}`)
    expect(body).toMatchObject({ itemsPerPage: 0, startIndex: Number.MAX_SAFE_INTEGER })
  })

  it('reaches every account once by paging', async () => {
    const { call, emulator } = start()
    const ids: string[] = []
    for (let next = 1; next <= 25; next += 7) {
      const { body } = await call('GET', `v2/Users?startIndex=${next}&count=7`)
      ids.push(...body.Resources.map((user) => user.id))
    }
    expect(ids.sort()).toEqual(emulator.state.users.map((user) => user.id).sort())
  })

  it('reads from the first row for startIndex 0, and echoes 0 unless start-index-below-one says otherwise', async () => {
    const first = (await start().call('GET', 'v1/Users?startIndex=1&count=3')).body
    const zero = (await start().call('GET', 'v1/Users?startIndex=0&count=3')).body
    expect(zero).toEqual({ ...first, startIndex: 0 })
    const lax = start({ 'start-index-below-one': 'answered-as-1' })
    expect((await lax.call('GET', 'v1/Users?startIndex=0&count=3')).body).toEqual(first)
  })

  it('returns an empty page past the end, or the last row by start-index-past-end', async () => {
    const path = 'v1/Users?startIndex=26'
    expect((await start().call('GET', path)).body).toMatchObject({
      itemsPerPage: 0,
      Resources: [],
      totalResults: 25,
    })
    const odd = start({ 'start-index-past-end': 'last-row' })
    expect((await odd.call('GET', path)).body.itemsPerPage).toBe(1)
  })

  it('returns no rows for a count below 1, or the default page by count-below-one', async () => {
    for (const count of [0, -1]) {
      expect((await start().call('GET', `v1/Users?count=${count}`)).body.itemsPerPage).toBe(0)
      const lax = start({ 'count-below-one': 'default-page' })
      expect((await lax.call('GET', `v1/Users?count=${count}`)).body.itemsPerPage).toBe(10)
    }
  })

  it('returns rows in scattered order, or in the order of row-order', async () => {
    const order = async (assumptions: Partial<Assumptions> = {}) => {
      const { call } = start(assumptions)
      const { body } = await call('GET', 'v1/Users?count=25')
      return body.Resources.map((user) => user.meta.created)
    }
    const sorted = [...(await order())].sort()
    expect(await order()).toEqual(await order())
    expect(await order()).not.toEqual(sorted)
    expect(await order({ 'row-order': 'oldest-first' })).toEqual(sorted)
    expect(await order({ 'row-order': 'newest-first' })).toEqual(sorted.reverse())
  })
})

describe('other parameters', () => {
  it('refuses an unknown sortOrder', async () => {
    const { reason, call } = start()
    expect(await reason('GET', 'v1/Users?sortOrder=up')).toBe('invalid_sort_order')
    expect((await call('GET', 'v1/Users?sortOrder=descending')).status).toBe(200)
  })

  it('returns members in spite of attributes, unless attribute-parameters are refused', async () => {
    const path = 'v2/Groups?excludedAttributes=members'
    expect((await start().call('GET', path)).body.Resources[0]).toHaveProperty('members')
    const strict = start({ 'attribute-parameters': 'refused' })
    expect(await strict.reason('GET', path)).toBe('invalid_request_payload')
  })
})

describe('deactivated people', () => {
  it('returns deactivated accounts in lists and filters unless they are excluded', async () => {
    const users = [{ userName: 'gone', active: false }]
    const count = async (path: string, assumptions: Partial<Assumptions> = {}) =>
      (await open({ seed: { users }, assumptions }).call('GET', path)).body.totalResults
    const filter = `v1/Users?filter=${encodeURIComponent('userName eq "gone"')}`
    expect([await count('v1/Users'), await count(filter)]).toEqual([2, 1])
    expect(await count('v1/Users', { 'deactivated-in-lists': 'excluded' })).toBe(1)
    expect(await count(filter, { 'deactivated-in-filters': 'excluded' })).toBe(0)
  })
})
