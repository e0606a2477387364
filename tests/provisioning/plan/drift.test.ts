import { describe, expect, it } from 'vitest'
import { type Plan, planProvisioning } from '../../../src/provisioning/index.ts'
import { ALL, account, type CompanyParts, company, group, roster, row } from './company.ts'

function plan(parts: CompanyParts): Plan {
  return planProvisioning(company(parts))
}

describe('drift of a value', () => {
  const parts = { rows: [row('1', { title: 'A' })], accounts: [account('1', { title: 'Z' })], linked: ['1'] }

  it('overwrites what somebody else changed', () => {
    const { steps, drift } = plan({ ...parts, written: { 1: { title: 'A' } } })
    expect(steps).toMatchObject([{ from: { title: 'Z' }, to: { title: 'A' } }])
    expect(drift).toEqual([
      {
        target: 'U1',
        who: 'Given1 Family1',
        attribute: 'title',
        wrote: 'same as desired',
        now: 'Z',
        overwritten: true,
      },
    ])
  })

  it('leaves it when the policy reports drift, unless the source says something new', () => {
    const policy = { ...ALL, drift: 'report' } as const
    expect(plan({ ...parts, policy, written: { 1: { title: 'A' } } })).toMatchObject({
      steps: [],
      drift: [{ overwritten: false }],
    })
    expect(plan({ ...parts, policy, written: { 1: { title: 'B' } } })).toMatchObject({
      steps: [{ to: { title: 'A' } }],
      drift: [{ wrote: 'other', overwritten: true }],
    })
  })

  it('leaves what has been changed back in three runs', () => {
    const at = (title: number) =>
      plan({ ...parts, written: { 1: { title: 'A' } }, contested: { 1: { title } } })
    expect(at(2)).toMatchObject({ steps: [{ to: { title: 'A' } }], held: [] })
    expect(at(3)).toMatchObject({ steps: [], held: [{ code: 'contested' }], drift: [{ overwritten: false }] })
  })

  it('is reported of a value that is written only when empty', () => {
    const result = plan({
      rows: [row('1', { displayName: 'Jo' })],
      accounts: [account('1', { displayName: 'kimmy' })],
      linked: ['1'],
      written: { 1: { displayName: 'Jo' } },
    })
    expect(result).toMatchObject({
      steps: [],
      drift: [{ attribute: 'displayName', now: 'kimmy', overwritten: false }],
    })
  })
})

describe('drift of active', () => {
  const offAgain = {
    rows: [row('1')],
    accounts: [account('1', {}, { active: false })],
    linked: ['1'],
    written: { 1: { active: 'true' } },
  }
  const onAgain = {
    rows: [row('1', {}, { active: false })],
    accounts: [account('1')],
    linked: ['1'],
    written: { 1: { active: 'false' } },
  }
  const report = { ...ALL, drift: 'report' } as const

  it('overwrites what somebody else switched', () => {
    expect(plan(offAgain)).toMatchObject({
      steps: [{ id: 'reactivate:U1' }],
      drift: [
        { target: 'U1', attribute: 'active', wrote: 'same as desired', now: 'false', overwritten: true },
      ],
    })
    expect(plan(onAgain)).toMatchObject({
      steps: [{ id: 'deactivate:U1' }],
      drift: [{ target: 'U1', attribute: 'active', now: 'true', overwritten: true }],
    })
  })

  it('is none where the source changed, or where nothing was written', () => {
    const rehired = plan({ ...offAgain, written: { 1: { active: 'false' } } })
    expect([rehired.steps.length, rehired.drift]).toEqual([1, []])
    expect(plan({ ...offAgain, written: {} }).drift).toEqual([])
  })

  it('leaves an account switched off when the policy reports drift, and still deactivates a leaver', () => {
    expect(plan({ ...offAgain, policy: report })).toMatchObject({
      steps: [],
      drift: [{ attribute: 'active', overwritten: false }],
    })
    expect(plan({ ...onAgain, policy: report }).steps).toMatchObject([{ id: 'deactivate:U1' }])
  })

  it('leaves an account that was switched off again in three runs', () => {
    expect(plan({ ...offAgain, contested: { 1: { active: 3 } } })).toMatchObject({
      steps: [],
      held: [{ code: 'contested', why: expect.stringContaining('changed active back') }],
      drift: [{ overwritten: false }],
    })
  })

  it('is not overwritten where the policy does not allow the step', () => {
    const policy = { ...ALL, allow: [] }
    expect(plan({ ...onAgain, policy })).toMatchObject({
      steps: [],
      held: [{ code: 'not-allowed' }],
      drift: [{ attribute: 'active', overwritten: false }],
    })
  })

  it('is reported of a person whom no source has any more', () => {
    const parts = { ...onAgain, rows: [row('2')] }
    expect(plan({ ...parts, policy: { ...ALL, absent: 'deactivate' } })).toMatchObject({
      steps: [{ id: 'createUser:2' }, { id: 'deactivate:U1' }],
      drift: [{ target: 'U1', attribute: 'active', overwritten: true }],
    })
    expect(plan(parts)).toMatchObject({ drift: [{ target: 'U1', overwritten: false }] })
  })
})

describe('drift of members', () => {
  const people = ['1', '2', '3']
  const parts = {
    rows: people.map((key) => row(key)),
    accounts: people.map((key) => account(key)),
    linked: people,
    linkedGroups: ['g'],
    groups: [group('g', ['1', '2'])],
    writtenMembers: { g: ['U2', 'U1'] },
  }

  it('overwrites what somebody else added and removed', () => {
    const result = plan({ ...parts, rosters: [roster('g', ['U1', 'U3'])] })
    expect(result.steps.map(({ id }) => id)).toEqual(['addMembers:Sg', 'removeMembers:Sg'])
    expect(result.drift).toEqual([
      {
        target: 'Sg',
        who: 'g',
        attribute: 'members',
        wrote: 'same as desired',
        now: '2 members: 1 added, 1 removed',
        overwritten: true,
      },
    ])
  })

  it('leaves them when the policy reports drift, and when they were changed back in three runs', () => {
    const rosters = [roster('g', ['U1'])]
    const policy = { ...ALL, drift: 'report' } as const
    const left = { steps: [], drift: [{ attribute: 'members', overwritten: false }] }
    expect(plan({ ...parts, rosters, policy })).toMatchObject({ ...left, held: [] })
    expect(plan({ ...parts, rosters, contested: { g: { members: 3 } } })).toMatchObject({
      ...left,
      held: [{ code: 'contested', target: 'Sg' }],
    })
  })

  it('is reported of a group to which members are only added', () => {
    const groups = [group('g', ['1'], { mode: 'add' })]
    const { drift } = plan({ ...parts, groups, rosters: [roster('g', ['U2'])] })
    expect(drift).toMatchObject([{ attribute: 'members', now: '1 members: 1 removed', overwritten: true }])
  })

  it.each([
    ['the source has changed as well', { groups: [group('g', ['1', '2', '3'])] }],
    ['nothing was written', { writtenMembers: {} }],
    ['a member comes back', { accounts: [account('1'), account('2', {}, { active: false }), account('3')] }],
    ['nothing is to be done', { rosters: [roster('g', ['U1', 'U2'])] }],
  ])('is none where %s', (_case, more) => {
    expect(plan({ ...parts, rosters: [roster('g', ['U1'])], ...more }).drift).toEqual([])
  })

  it('is none where a member has left', () => {
    const rows = [row('1'), row('2', {}, { active: false }), row('3')]
    const accounts = [account('1'), account('2', {}, { active: false }), account('3')]
    const groups = [group('g', ['1', '2', '3'])]
    const { steps, drift } = plan({ ...parts, rows, accounts, groups, rosters: [roster('g', ['U1'])] })
    expect([steps.map(({ id }) => id), drift]).toEqual([['addMembers:Sg'], []])
  })
})
