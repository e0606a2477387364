import { describe, expect, it } from 'vitest'
import { fold, planRollback, readSnapshot } from '../../../src/provisioning/index.ts'
import { type Company, everywhere, openCompany, personOf } from './company.ts'

const ALL = ['createUser', 'updateUser', 'changeEmail', 'changeUserName', 'reactivate', 'deactivate'] as const

/** What is left to do. */
async function left(company: Company, people: Company['people'], policy: object): Promise<string[]> {
  const { steps } = await company.plan(people, { policy })
  return steps.map(({ id }) => id)
}

describe('in every plausible Slack', { timeout: 300_000 }, () => {
  it('deactivates leavers, and touches nobody else', async () => {
    await everywhere({ people: 40 }, async (company) => {
      const policy = { allow: [...ALL] }
      const wanted = company.with({ 3: 'left', 7: 'left' })
      const plan = await company.plan(wanted, { policy })
      expect(plan.steps.map(({ kind }) => kind)).toEqual(['deactivate', 'deactivate'])
      const report = await company.apply(plan, { policy })
      expect(report.outcome).toBe('equal')
      const { state } = company.place.emulator
      const inactive = state.users.filter(({ active }) => !active).map(({ userName }) => userName)
      expect(inactive.sort()).toEqual(['p3', 'p7'])
      expect(company.place.writes().map(({ method }) => method)).toEqual(['DELETE', 'DELETE'])
      expect(await left(company, wanted, policy)).toEqual([])
    })
  })

  it('carries out a marriage as one PATCH of the same account', async () => {
    await everywhere({}, async (company) => {
      const policy = { allow: [...ALL] }
      const married = { familyName: 'Lind', email: 'lind@acme.test', userName: 'plind' }
      const wanted = company.with({ 3: personOf(3, married) })
      const id = company.place.id('p3')
      const report = await company.apply(await company.plan(wanted, { policy }), { policy })
      expect(report).toMatchObject({ outcome: 'equal', failures: [], held: [] })
      expect(company.place.writes().map(({ method }) => method)).toEqual(['PATCH'])
      const user = company.place.emulator.state.user('plind')
      expect([user?.id, user?.nickName]).toEqual([id, 'plind'])
      expect(await left(company, wanted, policy)).toEqual([])
    })
  })

  it('reactivates a rehired person', async () => {
    await everywhere({}, async (company, world) => {
      const policy = { allow: [...ALL] }
      await company.apply(await company.plan(company.with({ 3: 'left' }), { policy }), { policy })
      const plan = await company.plan(company.people, { policy })
      if (world.assumptions['deactivated-in-lists'] === 'excluded') {
        // An account that no list shows cannot be told from one that is gone.
        expect(plan.held.map(({ code }) => code)).toEqual(['vanished'])
        return
      }
      expect(plan.steps.map(({ kind }) => kind)).toEqual(['reactivate'])
      const report = await company.apply(plan, { policy })
      expect(report.outcome).toBe('equal')
      expect(company.place.emulator.state.user('p3')?.active).toBe(true)
      expect(await left(company, company.people, policy)).toEqual([])
    })
  })
})

describe('limits of a day', () => {
  it('count over runs, and are free again after 24 hours', async () => {
    const company = await openCompany({ people: 240 })
    const policy = { allow: [...ALL] }
    const six = { 0: 'left', 1: 'left', 2: 'left', 3: 'left', 4: 'left', 5: 'left' } as const
    const twelve = { ...six, 6: 'left', 7: 'left', 8: 'left', 9: 'left', 10: 'left', 11: 'left' } as const
    const first = await company.plan(company.with(six), { policy })
    expect((await company.apply(first, { policy })).outcome).toBe('equal')
    company.place.clock.advance(6 * 3_600_000)
    const second = await company.plan(company.with(twelve), { policy })
    await expect(company.apply(second, { policy })).rejects.toMatchObject({
      violations: [expect.objectContaining({ action: 'deactivate', planned: 6, already: 6, limit: 10 })],
    })
    company.place.clock.advance(18 * 3_600_000 + 60_000)
    const third = await company.plan(company.with(twelve), { policy })
    expect((await company.apply(third, { policy })).outcome).toBe('equal')
  })

  it('hold for two plans that were made before either was applied', async () => {
    const company = await openCompany({ people: 200 })
    const policy = { allow: [...ALL] }
    const leave = (from: number) =>
      company.with(Object.fromEntries(Array.from({ length: 6 }, (_, i) => [from + i, 'left' as const])))
    const [one, two] = [await company.plan(leave(0), { policy }), await company.plan(leave(20), { policy })]
    await company.apply(one, { policy })
    await expect(company.apply(two, { policy })).rejects.toMatchObject({ name: 'SCIMGuardError' })
  })
})

describe('when Slack does not do as it should', () => {
  it('finds an account whose answer was lost, and creates it once', async () => {
    const company = await openCompany()
    company.place.emulator.faults.add({
      kind: 'connection',
      when: 'after',
      match: { operation: 'createUser' },
    })
    const wanted = [...company.people, personOf(100), personOf(101)]
    const report = await company.apply(await company.plan(wanted))
    expect(report).toMatchObject({ outcome: 'equal', failures: [] })
    const names = company.place.emulator.state.users.map(({ userName }) => userName)
    expect(names.filter((name) => name === 'p100')).toHaveLength(1)
    expect((await company.plan(wanted)).steps).toEqual([])
  })

  it('stops after five failures in a row, before any deactivation', async () => {
    const company = await openCompany({ people: 200 })
    const policy = { allow: [...ALL] }
    const changed = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [i, personOf(i, { title: 'New' })]),
    )
    const plan = await company.plan(company.with({ ...changed, 150: 'left' }), { policy })
    company.place.emulator.faults.add({
      kind: 'status',
      status: 503,
      body: 'html',
      match: { method: 'PATCH', nth: 8 },
      times: Number.POSITIVE_INFINITY,
    })
    const report = await company.apply(plan, { policy, concurrency: 1 })
    expect(report.outcome).toBe('stopped')
    expect(report.stopped?.reason).toContain('5 steps in a row')
    expect(report.counts.deactivate).toMatchObject({ done: 0 })
    expect(company.place.emulator.state.user('p150')?.active).toBe(true)
    company.place.emulator.faults.clear()
    const next = await company.plan(company.with({ ...changed, 150: 'left' }), { policy })
    expect((await company.apply(next, { policy })).outcome).toBe('equal')
  })

  it('stops at once when the token is refused', async () => {
    const company = await openCompany({ people: 50 })
    const changed = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [i, personOf(i, { title: 'New' })]),
    )
    const plan = await company.plan(company.with(changed))
    company.place.emulator.faults.add({
      kind: 'refusal',
      reason: 'invalid_authentication',
      status: 401,
      match: { method: 'PATCH', nth: 7 },
      times: Number.POSITIVE_INFINITY,
    })
    const report = await company.apply(plan, { concurrency: 1 })
    expect(report.stopped?.reason).toContain('refused the token')
    expect(report.counts.updateUser).toMatchObject({ done: 6, failed: 1 })
  })

  it('stops when an account is deactivated without being asked, and can be rolled back', async () => {
    const company = await openCompany({ people: 50 })
    const changed = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [i, personOf(i, { title: 'New' })]),
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
    const before = company.place.writes().length
    const report = await company.apply(plan)
    expect(report.outcome).toBe('stopped')
    expect(report.stopped).toEqual({
      reason: `unasked change: ${victim.target}: active became false, which no step asked for`,
      step: victim.id,
    })
    expect(company.place.writes().length - before).toBeLessThanOrEqual(5)

    // By default, the first read after a deactivation does not show it.
    await readSnapshot(company.place.scim)
    const policy = { allow: ['updateUser', 'reactivate'] } as const
    const secret = await company.journal.secret()
    const { runs } = await fold(company.journal.read(), { now: company.place.clock.now(), secret })
    const run = runs.find(({ digest }) => digest === report.digest)
    const now = await readSnapshot(company.place.scim, { facts: company.facts })
    const back = planRollback(plan, run ?? { done: new Set() }, now)
    expect(back.steps.map(({ kind }) => kind)).toEqual(['updateUser', 'updateUser', 'reactivate'])
    expect(back.held.map(({ why }) => why)).toEqual([
      'workspaces, channels and groups of the account may be gone',
    ])
    expect((await company.apply(back, { policy })).outcome).toBe('equal')
    const { state } = company.place.emulator
    expect(state.user(String(victim.target))).toMatchObject({ active: true, title: 'Engineer' })
    expect(state.users.filter(({ title }) => title === 'New')).toEqual([])
  })

  it('reports a value that somebody changes back after three runs, and leaves it', async () => {
    const company = await openCompany()
    const title = (text: string) => company.with({ 3: personOf(3, { title: text }) })
    await company.apply(await company.plan(title('Director')))
    for (let run = 1; run <= 3; run++) {
      await company.place.scim.patchUser(company.place.id('p3'), { title: 'Pirate' })
      const plan = await company.plan(title('Director'))
      expect(plan.steps).toHaveLength(1)
      expect((await company.apply(plan)).outcome).toBe('equal')
    }
    await company.place.scim.patchUser(company.place.id('p3'), { title: 'Pirate' })
    const fourth = await company.plan(title('Director'))
    expect([fourth.steps, fourth.held.map(({ code }) => code)]).toEqual([[], ['contested']])
  })
})

describe('a lease that is lost', () => {
  it('ends the run, which sends nothing more', async () => {
    const company = await openCompany()
    const changed = company.with({ 1: personOf(1, { title: 'A' }), 2: personOf(2, { title: 'A' }) })
    const plan = await company.plan(changed)
    let steps = 0
    const report = await company.apply(plan, {
      concurrency: 1,
      async onStep() {
        if (++steps === 2) {
          // The process is paused for longer than its lease, and another one takes over.
          const { clock } = company.place
          const now = clock.now
          Object.assign(clock, { now: () => now() + 90_000 })
          expect(await company.journal.lease('another', 60_000)).toBeDefined()
        }
        return 'go'
      },
    })
    expect(report.outcome).toBe('stopped')
    expect(report.stopped?.reason).toContain('lost')
    expect(company.place.writes()).toHaveLength(1)
  })
})

describe('two runs', () => {
  it('exclude each other', async () => {
    const company = await openCompany()
    const plan = await company.plan(company.with({ 3: personOf(3, { title: 'A' }) }))
    const report = await company.apply(plan, {
      async onStep() {
        await expect(company.apply(plan)).rejects.toMatchObject({ name: 'SCIMJournalError', reason: 'held' })
        return 'go'
      },
    })
    expect(report.counts.updateUser).toMatchObject({ done: 1 })
    expect(company.place.writes()).toHaveLength(1)
  })
})
