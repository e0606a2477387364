import { describe, expect, it } from 'vitest'
import { type Assumptions, type Seed, slackWorlds } from '../../mocks/index.ts'
import { open } from './caller.ts'

const seed: Seed = {
  users: [
    { userName: 'carly', email: 'carly@x.test' },
    { userName: 'carlyle', email: 'carlyle@x.test', secondaryEmail: 'second@x.test' },
    { userName: 'guest', guest: true },
    { userName: 'single', guest: { type: 'single' } },
  ],
  groups: [{ displayName: 'Ops Team' }, { displayName: 'Other' }],
}

async function search(path: string, filter: string, assumptions: Partial<Assumptions> = {}) {
  const { call } = open({ seed, assumptions: { 'row-order': 'oldest-first', ...assumptions } })
  const { body } = await call('GET', `${path}?count=100&filter=${encodeURIComponent(filter)}`)
  return (
    body.Errors?.description ??
    body.detail ??
    body.Resources.map((row: Row) => row.userName ?? row.displayName)
  )
}
interface Row {
  readonly userName?: string
  readonly displayName?: string
}
const users = (filter: string, assumptions = {}) => search('v1/Users', filter, assumptions)

describe('filters of 1.1', () => {
  it('filters by userName and email without regard to case', async () => {
    for (const filter of ['userName Eq "Carly"', 'USERNAME eq "carly"', 'email EQ "Carly@X.test"']) {
      expect(await users(filter)).toEqual(['carly'])
    }
  })

  it('filters by co, sw, pr, gt, ge, lt, le, and, or and parentheses', async () => {
    expect(await users('userName co "arl"')).toEqual(['carly', 'carlyle'])
    expect(await users('userName sw "carl" and email co "le@"')).toEqual(['carlyle'])
    expect(await users('userName eq "guest" or userName eq "carly"')).toEqual(['carly', 'guest'])
    expect(await users('(userName sw "c" or userName sw "g") and userName co "e"')).toEqual([
      'carlyle',
      'guest',
    ])
    expect(await users('email pr')).toHaveLength(5)
    expect(await users('userName gt "guest" and userName lt "single"')).toEqual(['owner'])
    expect(await users('userName ge "single" or userName le "carly"')).toEqual(['carly', 'single'])
  })

  it('filters multi-channel and single-channel guests by every spelling of true', async () => {
    for (const value of ['1', "'1'", '"1"', 'true']) {
      expect(await users(`restricted eq ${value}`)).toEqual(['guest'])
      expect(await users(`ultra_restricted eq ${value}`)).toEqual(['single'])
    }
  })

  it('accepts values without quotes', async () => {
    expect(await users('email eq carly@x.test')).toEqual(['carly'])
  })

  it('accepts spaces as + or %20', async () => {
    const { call } = open({ seed })
    for (const space of ['+', '%20']) {
      const { body } = await call('GET', `v1/Users?filter=userName${space}eq${space}%22carly%22`)
      expect(body.totalResults).toBe(1)
    }
  })
})

describe('filters that are refused', () => {
  it('refuses a text without a filter as no_filters before it checks count', async () => {
    for (const path of ['v1/Users', 'v1/Groups', 'v2/Users']) {
      const { call } = open({ seed })
      const { status, body } = await call('GET', `${path}?count=-1&filter=foo`)
      expect(status).toBe(400)
      expect(body.Errors?.description ?? body.detail).toBe('no_filters (is_aggregate_call=1)')
    }
  })

  it('refuses two spaces or a missing value as incomplete_filter', async () => {
    for (const filter of [
      'userName  eq "a"',
      'userName eq',
      ' userName eq "a"',
      'userName eq "a" and',
      'userName eq "a',
      'userName eq a b',
      'userName eq a b or userName pr',
    ]) {
      expect(await users(filter)).toBe('incomplete_filter')
    }
    expect(await search('v1/Groups', 'displayName eq Ops Team')).toBe('incomplete_filter')
    expect(await users('userName eq carly AND email pr')).toEqual(['carly'])
  })

  it('refuses unknown attributes, unknown operators and trailing text as invalid_query', async () => {
    for (const filter of [
      'nonsense eq "a"',
      'userName is "a"',
      'userName eq "a" b',
      'id eq "U1"',
      'active eq true',
    ]) {
      expect(await users(filter)).toBe('invalid_query')
    }
  })

  it('refuses ne, ew, not and value paths unless undocumented-filter-operators work', async () => {
    for (const [filter, found] of [
      ['userName ne "owner"', 4],
      ['userName ew "le"', 2],
      ['not (userName sw "c")', 3],
    ] as const) {
      expect(await users(filter)).toBe('invalid_query')
      expect(await users(filter, { 'undocumented-filter-operators': 'work' })).toHaveLength(found)
    }
    const path = 'emails[value eq "carly@x.test"]'
    expect(await search('v2/Users', path)).toBe('invalid_query')
    expect(await search('v2/Users', path, { 'undocumented-filter-operators': 'work' })).toEqual(['carly'])
  })

  it('refuses unclosed parentheses of any depth as invalid_filter_group', async () => {
    expect(await users('(userName eq "a"')).toBe('invalid_filter_group')
    expect(await users('userName eq "a")')).toBe('invalid_filter_group')
    expect(await users('('.repeat(20_000))).toBe('invalid_filter_group')
  })
})

describe('filters of 2.0', () => {
  it('filters 2.0 by userName, emails, emails.value and the displayName of groups', async () => {
    expect(await search('v2/Users', 'userName eq "carly"')).toEqual(['carly'])
    expect(await search('v2/Users', 'emails eq "carly@x.test"')).toEqual(['carly'])
    expect(await search('v2/Users', 'emails.value eq "second@x.test"')).toEqual(['carlyle'])
    expect(await search('v2/Groups', 'displayName eq "ops team"')).toEqual(['Ops Team'])
    expect(await search('v1/Groups', 'displayName eq Other')).toEqual(['Other'])
  })

  it('accepts a single eq on 2.0, and more only where undocumented-filter-operators work', async () => {
    for (const [filter, found] of [
      ['userName sw "carl"', ['carly', 'carlyle']],
      ['emails.value pr and userName co "yl"', ['carlyle']],
      ['userName eq "guest" or userName eq "carly"', ['carly', 'guest']],
    ] as const) {
      expect(await search('v2/Users', filter)).toBe('invalid_query')
      expect(await search('v2/Users', filter, { 'undocumented-filter-operators': 'work' })).toEqual(found)
    }
    expect(await search('v2/Groups', 'displayName sw "Ops"')).toBe('invalid_query')
    expect(await search('v1/Groups', 'displayName sw "Ops"')).toEqual(['Ops Team'])
    const { call, emulator } = open({ seed })
    await call('GET', 'v2/Users?filter=userName+sw+%22carl%22')
    expect(emulator.assumptions().map(({ name }) => name)).toContain('undocumented-filter-operators')
  })

  it('refuses or ignores filters on 2.0 by the switch filter-on-2.0', async () => {
    const filter = 'userName eq "carly"'
    expect(await search('v2/Users', filter, { 'filter-on-2.0': 'refused' })).toBe('invalid_query')
    expect(await search('v2/Users', filter, { 'filter-on-2.0': 'ignored' })).toHaveLength(5)
    expect(await search('v2/Groups', 'displayName eq "x"', { 'filter-on-2.0': 'ignored' })).toHaveLength(2)
  })

  it('refuses the filter attributes of 1.1 on 2.0 unless undocumented-filter-attributes work', async () => {
    const filter = 'email eq "carly@x.test"'
    expect(await search('v2/Users', filter)).toBe('invalid_query')
    expect(await search('v2/Users', filter, { 'undocumented-filter-attributes': 'work' })).toEqual(['carly'])
  })
})

describe('filters that mislead, where that is assumed', () => {
  it('returns similar values before the exact one where filter-equality says so', async () => {
    const filter = 'userName eq "carly"'
    expect(await users(filter, { 'filter-equality': 'prefix' })).toEqual(['carly', 'carlyle'])
    expect(await users(filter, { 'filter-equality': 'neighbour-first' })).toEqual(['carlyle', 'carly'])
  })

  it('misses every account in at least one world, wherever it stands in the seed', async () => {
    for (let index = 0; index < 40; index++) {
      const seed = { users: [{ userName: `person${index}` }] }
      const filter = `filter=email+eq+%22person${index}@example.com%22`
      const totals = await Promise.all(
        slackWorlds().map(async ({ assumptions }) => {
          const { body } = await open({ assumptions, seed }).call('GET', `v1/Users?${filter}`)
          return body.totalResults
        }),
      )
      expect(totals).toContain(0)
      expect(totals).toContain(1)
    }
  })

  it('misses one half or the other by email where email-filter says so', async () => {
    const found = await users('email pr', { 'email-filter': 'misses-some' })
    const others = await users('email pr', { 'email-filter': 'misses-others' })
    expect(found.length).toBeGreaterThan(0)
    expect(others.length).toBeGreaterThan(0)
    expect([...found, ...others].sort()).toEqual([...(await users('email pr'))].sort())
    expect(await users('email eq "second@x.test"', { 'email-filter': 'misses-secondary' })).toEqual([])
  })

  it('finds an account by an email in userName only where username-filter-with-email says so', async () => {
    const filter = 'userName eq "carly@x.test"'
    expect(await users(filter)).toEqual([])
    expect(await users(filter, { 'username-filter-with-email': 'finds-by-email' })).toEqual(['carly'])
  })
})
