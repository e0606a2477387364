import { describe, expect, it } from 'vitest'
import { arraySource, type Plan, planProvisioning, readDesired } from '../../../src/provisioning/index.ts'
import { ALL, account, company, group, roster, row } from './company.ts'

const plan = (parts: Parameters<typeof company>[0]): Plan => planProvisioning(company(parts))
const codes = ({ held }: Plan) => held.map(({ code, who }) => `${code} ${who}`)
const people = (...names: readonly string[]) => ({
  accounts: names.map((name) => account(name)),
  rows: names.map((name) => row(name)),
  linked: names,
})
const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index).padStart(5, '0'))

describe('planProvisioning of groups', () => {
  it('creates a group with its members, those to be created among them', () => {
    const parts = people('1', '2')
    const { steps } = plan({
      ...parts,
      rows: [...parts.rows, row('3')],
      groups: [group('ops', ['3', '2', '1'])],
    })
    expect(steps).toMatchObject([
      { id: 'createUser:3' },
      {
        id: 'createGroup:ops',
        key: 'ops',
        name: 'ops',
        members: ['U1', 'U2', { key: '3' }],
        reversible: 'no',
      },
    ])
  })

  it('creates no group without members', () => {
    expect(codes(plan({ groups: [group('ops', [])] }))).toEqual(['emptyGroup ops'])
  })

  it('creates 12,000 members in three writes', () => {
    const names = numbers(12_000)
    const { steps } = plan({ ...people(...names), groups: [group('all', names)] })
    expect(
      steps.map((step) => [
        step.id,
        'members' in step && step.members.length,
        'leaves' in step && step.leaves,
        step.after,
      ]),
    ).toEqual([
      ['createGroup:all', 5000, false, undefined],
      ['addMembers:new:all', 5000, 10_000, ['createGroup:all']],
      ['addMembers:2:new:all', 2000, 12_000, ['addMembers:new:all']],
    ])
  })

  it('gives each step an id of its own where one key looks like the part of another', () => {
    const names = numbers(12_000)
    const groups = [group('all', names), group('2:all', names), group('all:2', names)]
    const { steps } = plan({ ...people(...names), groups })
    expect(steps.length).toBe(9)
    expect(new Set(steps.map(({ id }) => id)).size).toBe(9)
  })

  it('removes 1 of 12,000 by one step', () => {
    const names = numbers(12_000)
    const result = plan({
      ...people(...names),
      groups: [group('all', names.slice(1))],
      rosters: [
        roster(
          'all',
          names.map((name) => `U${name}`),
        ),
      ],
    })
    expect(result.steps).toMatchObject([{ id: 'removeMembers:Sall', members: ['U00000'], leaves: 11_999 }])
    expect(result.base.groupSizes).toEqual({ Sall: 12_000 })
  })

  it('holds a group of 15,001', () => {
    const names = numbers(15_001)
    const parts = people(...names)
    expect(codes(plan({ ...parts, groups: [group('all', names)] }))).toEqual(['group-size all'])
    const result = plan({ ...parts, groups: [group('all', names)], rosters: [roster('all', ['U00001'])] })
    expect([result.steps, codes(result)]).toEqual([[], ['group-size all']])
  })

  it('links a group by its name, whatever the case, and renames it', () => {
    const result = plan({
      ...people('1'),
      groups: [group('g', ['1'], { name: 'Ops' })],
      rosters: [roster('ops', ['U1'])],
    })
    expect(result.links).toMatchObject([{ key: 'g', id: 'Sops', resource: 'group', by: 'name' }])
    expect(result.steps).toMatchObject([{ id: 'renameGroup:Sops', from: 'ops', to: 'Ops' }])
  })

  it('renames no group whose name differs in the normalization form alone', async () => {
    const parts = people('1')
    const source = arraySource({
      name: 'hr',
      owns: {},
      people: [row('1')],
      groups: [{ ...group('Cafe\u0301', ['1']), name: undefined }],
    })
    const desired = await readDesired([source])
    const rosters = [roster('Caf\u00e9', ['U1'])]
    const { steps, held } = planProvisioning({ ...company({ ...parts, rosters }), desired })
    expect([steps.filter(({ kind }) => kind === 'renameGroup'), held]).toEqual([[], []])
  })

  it('renames a linked group, and creates one of its old name afterwards', () => {
    const result = plan({
      ...people('1'),
      groups: [group('a', ['1'], { name: 'new' }), group('b', ['1'], { name: 'old' })],
      rosters: [roster('old', ['U1'], 'Sa')],
      linkedGroups: ['a'],
    })
    expect(result.steps).toMatchObject([
      { id: 'renameGroup:Sa', from: 'old', to: 'new' },
      { id: 'createGroup:b', name: 'old', after: ['renameGroup:Sa'] },
    ])
  })

  it('orders renames, and holds a swap of names', () => {
    const rosters = [roster('one', ['U1'], 'Sa'), roster('two', ['U1'], 'Sb')]
    const renamed = (first: string, second: string) =>
      plan({
        ...people('1'),
        rosters,
        linkedGroups: ['a', 'b'],
        groups: [group('a', ['1'], { name: first }), group('b', ['1'], { name: second })],
      })
    expect(renamed('two', 'three').steps.map(({ id }) => id)).toEqual(['renameGroup:Sb', 'renameGroup:Sa'])
    expect([renamed('two', 'one').steps, codes(renamed('two', 'one'))]).toEqual([
      [],
      ['cycle two', 'cycle one'],
    ])
  })

  it('holds a group that vanished, that two rows want, or that has two candidates', () => {
    const vanished = plan({ ...people('1'), groups: [group('a', ['1'])], linkedGroups: ['a'] })
    expect(codes(vanished)).toEqual(['vanished a'])
    const wanted = plan({
      ...people('1'),
      groups: [group('a', ['1'], { name: 'x' }), group('b', ['1'], { name: 'X' })],
      rosters: [roster('x', [])],
    })
    expect([wanted.steps, codes(wanted)]).toEqual([[], ['disputed x', 'disputed X']])
    const two = plan({
      ...people('1'),
      groups: [group('x', ['1'])],
      rosters: [roster('x', [], 'S1'), roster('X', [], 'S2')],
    })
    expect([two.steps, codes(two)]).toEqual([[], ['disputed x']])
  })

  it('adds only, or removes too', () => {
    const parts = { ...people('1', '2', '3'), rosters: [roster('ops', ['U1', 'U2'])] }
    expect(plan({ ...parts, groups: [group('ops', ['2', '3'], { mode: 'add' })] }).steps).toMatchObject([
      { id: 'addMembers:Sops', members: ['U3'], leaves: 3 },
    ])
    expect(plan({ ...parts, groups: [group('ops', ['2', '3'])] }).steps).toMatchObject([
      { id: 'addMembers:Sops', members: ['U3'], leaves: 3 },
      { id: 'removeMembers:Sops', members: ['U1'], leaves: 2 },
    ])
  })

  it('leaves members whom no source knows, and says how many', () => {
    const parts = people('1', '2')
    const result = plan({
      ...parts,
      accounts: [...parts.accounts, account('8'), account('9', {}, { kind: 'guest' })],
      rosters: [roster('ops', ['U1', 'U2', 'U8', 'U9'])],
      groups: [group('ops', ['1'])],
    })
    expect(result.steps).toMatchObject([{ id: 'removeMembers:Sops', members: ['U2'], leaves: 3 }])
    expect(result.held).toMatchObject([
      { code: 'unmanaged', why: '2 members are in no source and in no scope, and stay' },
    ])
  })

  it('leaves a member who is held', () => {
    const result = plan({
      accounts: [account('1'), account('2')],
      rows: [row('1'), row('2', { email: 'x@acme.test', givenName: 'Bo', familyName: 'Chen' })],
      linked: ['1', '2'],
      rosters: [roster('ops', ['U1', 'U2'])],
      groups: [group('ops', ['1'])],
    })
    expect([result.steps, codes(result)]).toEqual([[], ['reused Bo Chen']])
  })

  it('compares members whose accounts are deactivated as absent', () => {
    const result = plan({
      accounts: [account('1'), account('2', {}, { active: false })],
      rows: [row('1'), row('2', {}, { active: false })],
      linked: ['1', '2'],
      rosters: [roster('ops', ['U1', 'U2'])],
      groups: [group('ops', ['1', '2'])],
    })
    expect([result.steps, result.held]).toEqual([[], []])
  })

  it('holds the removal of a last member, and goes on with the deactivation', () => {
    const parts = {
      accounts: [account('1'), account('2', {}, { active: false })],
      rows: [row('1', {}, { active: false })],
      linked: ['1'],
      rosters: [roster('ops', ['U1', 'U2'])],
      groups: [group('ops', ['1'])],
    }
    const allow = ALL.allow?.filter((action) => action !== 'emptyGroup')
    const result = plan({ ...parts, policy: { ...ALL, allow } })
    expect(result.steps.map(({ id }) => id)).toEqual(['deactivate:U1'])
    expect(codes(result)).toEqual(['emptyGroup ops'])
    expect(plan(parts).steps.map(({ id }) => id)).toEqual(['removeMembers:Sops', 'deactivate:U1'])
  })

  it('holds what the policy does not allow', () => {
    const parts = { ...people('1', '2', '3'), rosters: [roster('ops', ['U1', 'U2'])], policy: {} }
    const result = plan({ ...parts, groups: [group('ops', ['2', '3'], { name: 'Ops' })] })
    expect(result.steps.map(({ id }) => id)).toEqual(['addMembers:Sops'])
    expect(result.held.map(({ why }) => why)).toEqual([
      'the policy does not allow removeMembers',
      'the policy does not allow renameGroup',
    ])
  })

  it('names a member whom no source has', () => {
    const result = plan({
      ...people('1'),
      rosters: [roster('ops', ['U1'])],
      groups: [group('ops', ['1', '8', '9'])],
    })
    expect(result.held).toMatchObject([{ code: 'depends', why: 'no source has the members 8 and 1 more' }])
    expect(result.steps).toEqual([])
  })

  it('concludes nothing from the absence of a member in a source that did not end', () => {
    const result = plan({
      ...people('1', '2'),
      source: { complete: false },
      rosters: [roster('ops', ['U1', 'U2'])],
      groups: [group('ops', ['1'])],
    })
    expect(result.steps).toEqual([])
  })

  it('removes those whom an exact rule finds no more, unless a source was not read to its end', async () => {
    const input = company({
      ...people('1', '2'),
      rosters: [roster('ops', ['U1', 'U2'])],
      linkedGroups: ['ops'],
    })
    const rows = [row('1', { title: 'Operator' }), row('2', { title: 'Engineer' })]
    const source = arraySource({ name: 'hr', owns: {}, people: rows })
    const rule = { key: 'ops', filter: 'title eq "Operator"', mode: 'exact' } as const
    const desired = await readDesired([source], { groups: [rule], now: input.now })
    expect(planProvisioning({ ...input, desired }).steps).toMatchObject([
      { id: 'removeMembers:Sops', members: ['U2'], leaves: 1 },
    ])
    const sources = [...desired.sources, { ...desired.sources[0], name: 'other', complete: false }]
    expect(planProvisioning({ ...input, desired: { ...desired, sources } as typeof desired }).steps).toEqual(
      [],
    )
  })

  it('adds a person again who is reactivated', () => {
    const result = plan({
      accounts: [account('1', {}, { active: false })],
      rows: [row('1')],
      linked: ['1'],
      rosters: [roster('ops', [])],
      groups: [group('ops', ['1'])],
    })
    expect(result.steps.map(({ id }) => id)).toEqual(['reactivate:U1', 'addMembers:Sops'])
  })

  it('removes a person who is reactivated from an exact group that no longer has them', () => {
    const result = plan({
      accounts: [account('1', {}, { active: false }), account('2')],
      rows: [row('1'), row('2')],
      linked: ['1', '2'],
      rosters: [roster('ops', ['U1', 'U2'])],
      groups: [group('ops', ['2'])],
    })
    expect(result.steps).toMatchObject([
      { id: 'reactivate:U1' },
      { id: 'removeMembers:Sops', members: ['U1'], leaves: 1 },
    ])
  })
})
