import { describe, expect, it } from 'vitest'
import { fold, planRollback, readSnapshot } from '../../../src/provisioning/index.ts'
import { type Company, openCompany, personOf } from './company.ts'

const ALL = [
  ...(['createUser', 'updateUser', 'changeEmail', 'changeUserName', 'reactivate', 'deactivate'] as const),
  ...(['createGroup', 'renameGroup', 'addMembers', 'removeMembers'] as const),
] as const
const policy = { allow: [...ALL] }

/** The people, with some of them gone. */
function without(company: Company, from: number, count: number): Company['people'] {
  return company.with(
    Object.fromEntries(Array.from({ length: count }, (_, i) => [from + i, 'left' as const])),
  )
}

async function stateOf({ journal, place }: Company) {
  return fold(journal.read(), { now: place.clock.now(), secret: await journal.secret() })
}

describe('guards over a sequence of runs', { timeout: 120_000 }, () => {
  it('count what a process had done that was killed, once another one has gone on', async () => {
    const company = await openCompany({ people: 240 })
    const plan = await company.plan(without(company, 0, 8), { policy })
    const { journal, place } = company
    let appends = 0
    let die = (): void => {}
    const death = new Promise<void>((resolve) => {
      die = resolve
    })
    const mortal: typeof journal = {
      ...journal,
      renew: () => new Promise(() => {}),
      async append(lease, entries) {
        if (++appends > 12) {
          die()
          return new Promise(() => {})
        }
        return journal.append(lease, entries)
      },
    }
    void company.apply(plan, { policy, journal: mortal })
    await death
    place.clock.advance(61_000)
    expect((await company.apply(plan, { policy })).outcome).toBe('equal')
    expect((await stateOf(company)).history.counts.deactivate).toBe(8)
    const more = await company.plan(without(company, 0, 12), { policy })
    await expect(company.apply(more, { policy })).rejects.toMatchObject({
      violations: [expect.objectContaining({ action: 'deactivate', planned: 4, already: 8, limit: 10 })],
    })
  })

  it('count each time that the same step is done', async () => {
    const company = await openCompany({ people: 240 })
    const { place } = company
    const wanted = without(company, 0, 6)
    place.emulator.faults.add({
      kind: 'refusal',
      reason: 'unknown_user',
      status: 400,
      match: { method: 'DELETE', nth: 6 },
    })
    const undone = async (): Promise<void> => {
      for (const person of company.people.slice(0, 6))
        await place.scim.patchUser(place.id(`${person.attributes.userName}`), { active: true })
    }
    expect((await company.apply(await company.plan(wanted, { policy }), { policy })).outcome).toBe('partial')
    await undone()
    const again = await company.plan(wanted, { policy })
    await expect(company.apply(again, { policy })).rejects.toMatchObject({ name: 'SCIMGuardError' })
  })

  it('compare a source with its rows before a rollback', async () => {
    const company = await openCompany({ people: 20 })
    const { place, journal } = company
    const report = await company.apply(await company.plan(company.with({ 3: personOf(3, { title: 'New' }) })))
    const { runs } = await stateOf(company)
    const kept = JSON.parse((await journal.loadRun(report.run)) ?? '{}')
    const run = runs.find((one) => one.run === report.run)
    if (!run) throw new Error('the run is not in the journal')
    const back = planRollback(kept.plan, run, await readSnapshot(place.scim, { facts: company.facts }))
    expect((await company.apply(back)).outcome).toBe('equal')
    const half = await company.plan(company.people.slice(0, 10))
    await expect(company.apply(half)).rejects.toMatchObject({
      violations: [expect.objectContaining({ guard: 'source', planned: 10, of: 20 })],
    })
  })
})

describe('a name that is handed on', () => {
  it('goes to a new group once its holder has given it up, in one run', async () => {
    const company = await openCompany()
    const group = (key: string, name: string) => ({ key, name, members: ['1', '2'] })
    await company.apply(await company.plan(company.people, { groups: [group('a', 'alpha')] }))
    const groups = [group('a', 'beta'), group('b', 'alpha')]
    const plan = await company.plan(company.people, { policy, groups })
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['renameGroup', 'createGroup'])
    expect(await company.apply(plan, { policy })).toMatchObject({ outcome: 'equal', held: [], failures: [] })
    expect((await company.plan(company.people, { policy, groups })).steps).toEqual([])
  })
})

describe('a group whose new members are refused', () => {
  it('keeps its last members', async () => {
    const company = await openCompany()
    const group = (...members: string[]) => [{ key: 'g', name: 'g', members, mode: 'exact' as const }]
    await company.apply(await company.plan(company.people, { groups: group('1') }))
    const plan = await company.plan(company.people, { policy, groups: group('2') })
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['addMembers', 'removeMembers'])
    company.place.emulator.faults.add({
      kind: 'refusal',
      reason: 'group_members_create_failed',
      status: 400,
      match: { operation: 'patchGroup', nth: 1 },
    })
    const report = await company.apply(plan, { policy })
    expect(report.held).toEqual([{ step: plan.steps[1]?.id, code: 'changed' }])
    expect(company.place.emulator.state.groups.map(({ members }) => members.length)).toEqual([1])
  })

  it('keeps its last member when another one has left it since the plan', async () => {
    const company = await openCompany()
    const { place } = company
    const group = (...members: string[]) => [{ key: 'g', name: 'g', members, mode: 'exact' as const }]
    await company.apply(await company.plan(company.people, { groups: group('1', '2', '3') }))
    const plan = await company.plan(company.people, { policy, groups: group('3') })
    const { id } = place.emulator.state.groups[0] ?? { id: '' }
    await place.scim.patchGroup(id, { members: [{ value: place.id('p3'), operation: 'delete' }] })
    const report = await company.apply(plan, { policy })
    expect(report.held).toEqual([{ step: plan.steps[0]?.id, code: 'changed' }])
  })
})

describe('who the owners are', () => {
  it('must be known when a plan deactivates, not only when it was made', async () => {
    const company = await openCompany()
    const plan = await company.plan(company.with({ 3: 'left' }), { policy })
    const { organization } = await company.facts()
    await expect(
      company.apply(plan, { policy, facts: async () => ({ organization }) }),
    ).rejects.toMatchObject({ violations: [expect.objectContaining({ guard: 'protected' })] })
    expect(company.place.emulator.state.user('p3')?.active).toBe(true)
  })
})
