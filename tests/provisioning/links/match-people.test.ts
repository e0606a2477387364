import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Attributes,
  type Desired,
  type Links,
  type Matches,
  matchPeople,
  type Policy,
  type Snapshot,
} from '../../../src/provisioning/index.ts'
import { account, desiredOf, link, linksOf, person, snapshotOf } from '../support/states.ts'

const ADA = { userName: 'ada.berg', email: 'ada.berg@acme.test', givenName: 'Ada', familyName: 'Berg' }
const BO = { userName: 'bo.chen', email: 'bo.chen@acme.test', givenName: 'Bo', familyName: 'Chen' }

interface Case {
  readonly desired: Desired
  readonly snapshot: Snapshot
  readonly links?: Links
  readonly policy?: Policy
}

function match({ links = linksOf(), ...input }: Case): Matches {
  return matchPeople({ links, ...input })
}

describe('matchPeople', () => {
  describe('with a link', () => {
    const links = linksOf({ 1042: link('U1', ADA) })
    const snapshot = snapshotOf([account('U1', ADA)])

    it('says linked', () => {
      const { people, owners } = match({ desired: desiredOf([person('1042', ADA)]), snapshot, links })
      expect(people.get('1042')).toEqual({ situation: 'linked', id: 'U1', by: ['link'] })
      expect(owners.get('U1')).toBe('1042')
    })

    it.each<readonly [string, Attributes]>([
      ['a marriage', { ...ADA, familyName: 'Lind', email: 'ada.lind@acme.test', userName: 'ada.lind' }],
      ['another domain', { ...ADA, email: 'ada.berg@new.test' }],
      ['another name, the same address', { ...BO, email: ADA.email }],
      ['an address without names', { email: 'other@acme.test' }],
    ])('takes %s for a change', (_what, attributes) => {
      const { people } = match({ desired: desiredOf([person('1042', attributes)]), snapshot, links })
      expect(people.get('1042')?.situation).toBe('linked')
    })

    it('holds a number that another person has now', () => {
      const desired = desiredOf([person('1042', BO, { origin: 'people.csv:90' })])
      const { people } = match({ desired, snapshot, links })
      expect(people.get('1042')).toMatchObject({
        situation: 'reused',
        held: {
          code: 'reused',
          target: 'U1',
          origin: 'people.csv:90',
          why: 'number 1042 was Ada Berg (U1), people.csv:90 says Bo Chen',
          fix: 'slack-scim adopt --key 1042 --new',
        },
      })
    })

    it('compares with Slack where nothing was written', () => {
      const { people } = match({
        desired: desiredOf([person('1042', BO)]),
        snapshot,
        links: linksOf({ 1042: link('U1') }),
      })
      expect(people.get('1042')?.situation).toBe('reused')
    })

    it('keeps a person whom somebody renamed in Slack', () => {
      const renamed = snapshotOf([account('U1', BO)])
      const { people } = match({ desired: desiredOf([person('1042', ADA)]), snapshot: renamed, links })
      expect(people.get('1042')?.situation).toBe('linked')
    })

    it.each([
      ['before', ['7', '1042']],
      ['after', ['1042', '7']],
    ])('holds an account that was also linked to a key of no source, %s its own link', (_when, keys) => {
      const users = new Map(keys.map((key) => [key, link('U1', ADA)]))
      const desired = desiredOf([person('1042', ADA)])
      const { people } = match({ desired, snapshot, links: { ...linksOf(), users } })
      expect(people.get('1042')?.held?.why).toBe('the account U1 is linked to 7, which no source has')
    })

    it('holds a link whose account is gone', () => {
      const { people } = match({ desired: desiredOf([person('1042', ADA)]), snapshot: snapshotOf([]), links })
      expect(people.get('1042')).toMatchObject({
        situation: 'vanished',
        held: { code: 'vanished', target: 'U1' },
      })
    })

    it('concludes nothing from an incomplete snapshot', () => {
      const incomplete = snapshotOf([], { complete: false })
      const desired = desiredOf([person('1042', ADA), person('2001', BO)])
      const { people, absent } = match({ desired, snapshot: incomplete, links })
      expect(people.get('1042')?.held?.code).toBe('incomplete')
      expect(people.get('2001')?.held?.code).toBe('incomplete')
      expect(absent).toEqual([])
    })

    it('holds two keys that are linked to one account', () => {
      const desired = desiredOf([person('1042', ADA), person('1043', BO)])
      const both = linksOf({ 1042: link('U1'), 1043: link('U1') })
      const { people } = match({ desired, snapshot, links: both })
      expect(people.get('1042')?.situation).toBe('disputed')
      expect(people.get('1043')?.situation).toBe('disputed')
    })
  })

  describe('without a link', () => {
    it('matches by email, and by number', () => {
      const snapshot = snapshotOf([account('U1', ADA), account('U2', { ...BO, employeeNumber: '0042' })])
      const desired = desiredOf([
        person('1', { email: ADA.email }),
        person('2', { employeeNumber: '0042', email: 'bo@new.test', givenName: 'Bo' }),
      ])
      const { people } = match({ desired, snapshot })
      expect(people.get('1')).toEqual({ situation: 'matched', id: 'U1', by: ['email'] })
      expect(people.get('2')).toEqual({ situation: 'matched', id: 'U2', by: ['employeeNumber'] })
    })

    it('matches only by what the policy names', () => {
      const snapshot = snapshotOf([account('U2', { ...BO, employeeNumber: '0042' })])
      const desired = desiredOf([
        person('2', { ...BO, employeeNumber: '0042', email: 'bo@new.test', userName: 'bo2' }),
      ])
      const { people } = match({ desired, snapshot, policy: { match: ['email'] } })
      expect(people.get('2')?.situation).toBe('new')
    })

    it('holds somebody whose number is that of a person with other names and another address', () => {
      const snapshot = snapshotOf([account('U1', { ...ADA, employeeNumber: '0042' })])
      const desired = desiredOf([person('0042', { ...BO, employeeNumber: '0042' })])
      expect(match({ desired, snapshot }).people.get('0042')?.situation).toBe('reused')
    })

    it('says new for somebody who is active, and none for others', () => {
      const desired = desiredOf([person('1', ADA), person('2', BO, { active: false })])
      const { people } = match({ desired, snapshot: snapshotOf([]) })
      expect(people.get('1')).toEqual({ situation: 'new', by: [] })
      expect(people.get('2')).toEqual({ situation: 'none', by: [] })
    })

    it('holds a new person without a userName', () => {
      const desired = desiredOf([person('1', { email: 'ada@acme.test' })])
      const { people } = match({ desired, snapshot: snapshotOf([]) })
      expect(people.get('1')?.held).toMatchObject({ code: 'attributes-missing', who: 'ada@acme.test' })
    })

    it('holds somebody whose email and number name two accounts', () => {
      const snapshot = snapshotOf([account('U1', ADA), account('U2', { ...BO, employeeNumber: '7' })])
      const desired = desiredOf([person('1', { ...ADA, employeeNumber: '7' })])
      const { people, absent, unmanaged } = match({ desired, snapshot })
      expect(people.get('1')?.held?.why).toBe(
        'two accounts may be theirs: email is that of U1, employeeNumber is that of U2',
      )
      expect([absent, [...unmanaged]]).toEqual([[], []])
    })

    it('holds both of two people with one number', () => {
      const snapshot = snapshotOf([account('U1', { ...ADA, employeeNumber: '7' })])
      const desired = desiredOf([
        person('leaver', { employeeNumber: '7', givenName: 'Ada' }, { active: false }),
        person('joiner', { employeeNumber: '7', givenName: 'Ada' }, { origin: 'people.csv:9' }),
      ])
      const { people, owners } = match({ desired, snapshot })
      expect(people.get('leaver')?.held?.why).toBe('the account U1 may also be that of joiner (people.csv:9)')
      expect(people.get('joiner')?.situation).toBe('disputed')
      expect(owners.size).toBe(0)
    })

    it('leaves a linked account to its key', () => {
      const snapshot = snapshotOf([account('U1', ADA)])
      const links = linksOf({ old: link('U1', ADA) })
      const both = desiredOf([person('old', { givenName: 'Ada' }), person('new', ADA)])
      expect(match({ desired: both, snapshot, links }).people.get('old')?.situation).toBe('linked')
      expect(match({ desired: both, snapshot, links }).people.get('new')?.situation).toBe('disputed')
      const alone = match({ desired: desiredOf([person('new', ADA)]), snapshot, links })
      expect(alone.people.get('new')?.held?.fix).toBe('slack-scim adopt --key new --id U1')
      expect(alone.absent).toEqual([])
    })

    it('never matches a bot', () => {
      const snapshot = snapshotOf([account('U1', ADA, { kind: 'bot' })])
      const { people, unmanaged } = match({ desired: desiredOf([person('1', ADA)]), snapshot })
      expect(people.get('1')?.held).toMatchObject({ code: 'address-held', target: 'U1' })
      expect([...unmanaged]).toEqual(['U1'])
    })
  })

  describe('with an address that somebody else has', () => {
    const past = account('U9', { ...BO, secondEmail: 'jo@acme.test' }, { active: false })

    it('holds a new person, and names the account and what frees it', () => {
      const desired = desiredOf([person('1', { ...ADA, email: 'jo@acme.test' })])
      const { people } = match({ desired, snapshot: snapshotOf([past]) })
      expect(people.get('1')?.held).toMatchObject({
        code: 'address-held',
        target: 'U9',
        why: 'the email jo@acme.test is that of the account U9, which is deactivated',
      })
      expect(people.get('1')?.held?.fix).toContain('slack-scim adopt --key 1 --id U9')
    })

    it('holds a rename to a taken userName, unless userName is not written', () => {
      const snapshot = snapshotOf([past, account('U1', ADA)])
      const users = [person('1', { ...ADA, userName: 'bo.chen' })]
      const links = linksOf({ 1: link('U1', ADA) })
      expect(match({ desired: desiredOf(users), snapshot, links }).people.get('1')?.held?.code).toBe(
        'name-held',
      )
      const desired = desiredOf(users, { owns: { userName: 'onCreate' } })
      expect(match({ desired, snapshot, links }).people.get('1')?.situation).toBe('linked')
    })

    it('lets an address pass from one person of the sources to another', () => {
      const snapshot = snapshotOf([account('U1', ADA), account('U2', BO)])
      const links = linksOf({ 1: link('U1', ADA), 2: link('U2', BO) })
      const desired = desiredOf([
        person('1', { ...ADA, email: BO.email }),
        person('2', { ...BO, email: 'bo@new.test' }),
      ])
      const { people } = match({ desired, snapshot, links })
      expect(people.get('1')?.situation).toBe('linked')
    })

    it('holds it if the other person keeps the address', () => {
      const snapshot = snapshotOf([account('U1', ADA), account('U2', BO)])
      const links = linksOf({ 1: link('U1', ADA), 2: link('U2', BO) })
      const desired = desiredOf([person('1', { ...ADA, email: BO.email }), person('2', { title: 'Lead' })])
      expect(match({ desired, snapshot, links }).people.get('1')?.situation).toBe('address-held')
    })
  })

  it('gives every person a situation, and no account two owners, whatever it is given', () => {
    const few = fc.constantFrom('a', 'b', 'c', 'd')
    const attributes = fc.record(
      { email: few, secondEmail: few, userName: few, employeeNumber: few, givenName: few, familyName: few },
      { requiredKeys: [] },
    )
    const keys = fc.uniqueArray(fc.constantFrom('1', '2', '3', '4', '5'))
    const ids = fc.uniqueArray(fc.constantFrom('U1', 'U2', 'U3', 'U4'))
    const input = fc.tuple(
      keys,
      ids,
      keys,
      fc.array(attributes, { minLength: 5, maxLength: 5 }),
      fc.boolean(),
    )
    fc.assert(
      fc.property(input, ([people, accounts, linked, values, complete]) => {
        const at = (n: number): Attributes => values[n % values.length] ?? {}
        const matches = match({
          desired: desiredOf(people.map((key, n) => person(key, at(n)))),
          snapshot: snapshotOf(
            accounts.map((id, n) => account(id, at(n + 1))),
            { complete },
          ),
          links: linksOf(Object.fromEntries(linked.map((key, n) => [key, link(`U${(n % 4) + 1}`, at(n))]))),
        })
        expect([...matches.people.keys()]).toEqual(people)
        const owned = [...matches.people].flatMap(([key, { id }]) => (id ? [[id, key]] : []))
        expect(new Map(owned as [string, string][])).toEqual(matches.owners)
        expect(owned.length).toBe(matches.owners.size)
        for (const { id } of matches.absent)
          expect(matches.owners.has(id) || matches.unmanaged.has(id)).toBe(false)
        for (const { situation, held } of matches.people.values()) {
          const isHeld = ['disputed', 'reused', 'address-held', 'vanished'].includes(situation)
          if (isHeld) expect(held?.fix).toBeTruthy()
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('takes time in proportion to the people', { timeout: 30_000 }, () => {
    const time = (count: number): number => {
      const rows = Array.from({ length: count }, (_, n) => ({
        ...ADA,
        userName: `u${n}`,
        email: `u${n}@acme.test`,
      }))
      const desired = desiredOf(rows.map((attributes, n) => person(`${n}`, attributes)))
      const snapshot = snapshotOf(rows.map((attributes, n) => account(`U${n}`, attributes)))
      // The processor's time, which other programs change less than that of the clock.
      const start = process.cpuUsage()
      expect(match({ desired, snapshot }).owners.size).toBe(count)
      const { user, system } = process.cpuUsage(start)
      return (user + system) / 1000
    }
    time(2000)
    expect(time(40_000)).toBeLessThan(40 * Math.max(time(4000), 10))
  })
})
