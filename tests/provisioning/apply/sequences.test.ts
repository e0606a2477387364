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

describe('a rollback', () => {
  async function back(company: Company, digest: string) {
    const { runs } = await stateOf(company)
    const run = runs.find((one) => one.digest === digest)
    if (!run) throw new Error('the run is not in the journal')
    const { plan } = JSON.parse((await company.journal.loadRun(run.run)) ?? '{}')
    return planRollback(plan, run, await readSnapshot(company.place.scim, { facts: company.facts }))
  }

  it('leaves what somebody else had done before the run', async () => {
    const company = await openCompany()
    const plan = await company.plan(company.with({ 3: 'left', 4: 'left' }), { policy })
    await company.place.scim.deleteUser(company.place.id('p3'))
    const { digest } = await company.apply(plan, { policy })
    const { steps } = await back(company, digest)
    expect(steps.map(({ id }) => id)).toEqual([`reactivate:${company.place.id('p4')}`])
  })

  it('reactivates nobody who has left since', async () => {
    const company = await openCompany()
    const { digest } = await company.apply(
      await company.plan(company.with({ 3: personOf(3, { title: 'A' }) })),
    )
    await company.apply(await company.plan(company.with({ 3: 'left' }), { policy }), { policy })
    const { steps } = await back(company, digest)
    expect(steps.map(({ kind }) => kind)).toEqual(['updateUser'])
  })
})

describe('a service whose answers to a PATCH show nothing', () => {
  const silent = { 'patch-user-answer-on-2.0': '204' } as const

  async function withVictim(company: Company) {
    const changed = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [i, personOf(i, { title: 'New' })]),
    )
    const plan = await company.plan(company.with(changed))
    const victim = plan.steps[1]
    if (victim?.kind !== 'updateUser') throw new Error('no update was planned')
    company.place.emulator.faults.add({
      kind: 'interference',
      when: 'before',
      match: { method: 'PATCH', nth: 2 },
      act: (state) => {
        state.deactivateUser(String(victim.target))
      },
    })
    return { plan, victim }
  }

  it('is read back, so that an unasked change of the first accounts stops the run', async () => {
    const assumptions = { ...silent, 'deactivation-visibility': 'at-once' } as const
    const company = await openCompany({ world: { name: 'silent', assumptions } })
    const { plan } = await withVictim(company)
    const report = await company.apply(plan)
    expect(report.stopped?.reason).toContain('active became false, which no step asked for')
    expect(company.place.writes()).toHaveLength(2)
  })

  it('is verified, so that an unasked deactivation which shows late is in the report', async () => {
    const company = await openCompany({ world: { name: 'silent', assumptions: silent } })
    const { plan, victim } = await withVictim(company)
    const { outcome, verification } = await company.apply(plan)
    expect([outcome, verification?.differs]).toEqual(['differs', [victim.id]])
  })
})

describe('a verification', () => {
  it('does not take an account for equal that Slack does not find', async () => {
    const company = await openCompany()
    const plan = await company.plan([...company.people, personOf(100)])
    const { scim } = company.place
    const lost = Object.create(scim, {
      readUser: { value: (id: string) => scim.readUser(id === company.place.id('p100') ? 'U0NOBODY' : id) },
    })
    const report = await company.apply(plan, { client: lost, settleTimeout: 3000 })
    expect(report).toMatchObject({ outcome: 'lagging', verification: { lagging: ['createUser:100'] } })
  })
})

describe('options', () => {
  it.each([
    ['concurrency', Number.NaN],
    ['concurrency', Number.POSITIVE_INFINITY],
    ['concurrency', 0],
    ['canaries', -1],
    ['settleTimeout', Number.NaN],
    ['maxAge', '1d'],
    ['onStep', 'go'],
    ['stopAfter', { failures: Number.NaN }],
    ['stopAfter', { percent: -1 }],
    ['stopAfter', { inarow: 3 }],
    ['allow', { deactivate: -1 }],
    ['concurency', 4],
  ])('refuses %s: %s before anything is sent', async (name, value) => {
    const company = await openCompany({ people: 3 })
    const plan = await company.plan(company.people)
    const sent = company.place.sent.length
    await expect(company.apply(plan, { [name]: value })).rejects.toMatchObject({
      name: 'SCIMConfigurationError',
      message: expect.stringContaining(`applyPlan: option '${name}`),
    })
    expect(company.place.sent).toHaveLength(sent)
  })
})

describe('a question that nobody answers', () => {
  it('ends with the signal, and nothing is sent', async () => {
    const company = await openCompany()
    const controller = new AbortController()
    const plan = await company.plan(company.with({ 3: personOf(3, { title: 'New' }) }))
    const report = await company.apply(plan, {
      signal: controller.signal,
      onStep() {
        queueMicrotask(() => controller.abort())
        return new Promise(() => {})
      },
    })
    expect(report.stopped?.reason).toBe('aborted by its signal')
    expect(company.place.writes()).toEqual([])
  })
})

describe('a new group', () => {
  it('is not created when the accounts of all its members could not be', async () => {
    const company = await openCompany()
    const groups = [{ key: 'g', name: 'g', members: ['100'], mode: 'exact' as const }]
    const plan = await company.plan([...company.people, personOf(100)], { groups })
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['createUser', 'createGroup'])
    company.place.emulator.faults.add({
      kind: 'refusal',
      reason: 'user_creation_failed',
      status: 400,
      match: { operation: 'createUser' },
      times: Number.POSITIVE_INFINITY,
    })
    const report = await company.apply(plan)
    expect(report.held).toEqual([{ step: 'createGroup:g', code: 'depends' }])
    expect(company.place.emulator.state.groups).toEqual([])
  })
})
