import { describe, expect, it } from 'vitest'
import { parseFilter } from '../../../src/filter/index.ts'
import { matchPeople } from '../../../src/provisioning/index.ts'
import { account, desiredOf, link, linksOf, person, snapshotOf } from '../support/states.ts'

const ADA = { userName: 'ada.berg', email: 'ada.berg@acme.test', givenName: 'Ada', familyName: 'Berg' }
const BO = { userName: 'bo.chen', email: 'bo.chen@acme.test', givenName: 'Bo', familyName: 'Chen' }
const scope = parseFilter('email ew "@acme.test"')

describe('an account that a person of the sources may have', () => {
  it.each([
    ['by its address, which the policy does not match by', { email: ADA.email, userName: 'other' }],
    ['by its second address', { email: 'other@acme.test', secondEmail: ADA.email }],
    ['by its name', { email: 'other@acme.test', userName: ADA.userName }],
  ])('is not absent: %s', (_how, attributes) => {
    const { people, absent } = matchPeople({
      desired: desiredOf([person('1042', ADA)], { scope }),
      snapshot: snapshotOf([account('U1', attributes)]),
      links: linksOf(),
      policy: { match: ['employeeNumber'] },
    })
    expect(people.get('1042')?.held?.target).toBe('U1')
    expect(absent).toEqual([])
  })

  it.each([
    ['its userName', { userName: ADA.userName }],
    ['its names', { givenName: 'ada', familyName: 'BERG' }],
    ['its displayName', { displayName: 'Ada Berg' }],
  ])('is not absent when a row without an address shows %s', (_what, row) => {
    const { people, absent } = matchPeople({
      desired: desiredOf([person('1042', row)], { scope }),
      snapshot: snapshotOf([account('U1', ADA), account('U2', BO)]),
      links: linksOf(),
    })
    expect(people.get('1042')?.held?.code).toBe('attributes-missing')
    expect(absent).toEqual([{ id: 'U2', source: 'hr' }])
  })

  it('is not absent when their link stands for an account that is gone', () => {
    const { people, absent, unmanaged } = matchPeople({
      desired: desiredOf([person('1042', ADA)], { scope }),
      snapshot: snapshotOf([account('U2', ADA)]),
      links: linksOf({ 1042: link('U1', ADA) }),
    })
    expect(people.get('1042')?.situation).toBe('vanished')
    expect([absent, [...unmanaged]]).toEqual([[], ['U2']])
  })

  it('is absent if it is linked to a key that no source has, whoever wants its name', () => {
    const { absent } = matchPeople({
      desired: desiredOf([person('7', { ...BO, userName: ADA.userName })], { scope }),
      snapshot: snapshotOf([account('U1', ADA)]),
      links: linksOf({ 1042: link('U1', ADA) }),
    })
    expect(absent).toEqual([{ id: 'U1', source: 'hr', key: '1042' }])
  })
})

describe('an employeeNumber that may have been given anew', () => {
  const situationOf = (row: object) =>
    matchPeople({
      desired: desiredOf([person('1042', { employeeNumber: '42', ...row })]),
      snapshot: snapshotOf([account('U1', { ...ADA, employeeNumber: '42' })]),
      links: linksOf(),
    }).people.get('1042')

  it.each([
    ['only an address', { email: BO.email }],
    ['only names', { givenName: BO.givenName, familyName: BO.familyName }],
  ])('holds a row whose %s agrees with nothing', (_what, row) => {
    expect(situationOf(row)).toMatchObject({
      situation: 'reused',
      held: { code: 'reused', target: 'U1', fix: 'slack-scim adopt --key 1042 --new' },
    })
  })

  it('matches a row of which something agrees, or that says nothing else', () => {
    expect(situationOf({ email: BO.email, givenName: ADA.givenName })?.situation).toBe('matched')
    expect(situationOf({})?.situation).toBe('matched')
  })
})

describe('a key that another source has had', () => {
  const links = linksOf({ 1042: link('U1', ADA, 'former') })
  const snapshot = snapshotOf([account('U1', ADA)])
  const situationOf = (attributes: object) =>
    matchPeople({ desired: desiredOf([person('1042', attributes)]), snapshot, links }).people.get('1042')
      ?.situation

  it('stands for the same account if the new source says who it is', () => {
    expect(situationOf(ADA)).toBe('linked')
    expect(situationOf({ ...ADA, email: 'ada.berg@new.test' })).toBe('linked')
    expect(situationOf({ email: ADA.email })).toBe('linked')
  })

  it('is held if the new source says nothing that agrees', () => {
    expect(situationOf(BO)).toBe('reused')
    expect(situationOf({ email: BO.email, userName: BO.userName })).toBe('reused')
    expect(situationOf({})).toBe('reused')
  })
})
