import { describe, expect, it } from 'vitest'
import { slackOrganization, verifyPlan } from '../../../src/provisioning/index.ts'
import { openCompany, personOf } from './company.ts'

const AT_ONCE = { name: 'at once', assumptions: { 'deactivation-visibility': 'at-once' } } as const

describe('applyPlan', () => {
  it('links everybody on the first run, and writes nothing', async () => {
    const company = await openCompany()
    expect(company.place.writes()).toEqual([])
    const again = await company.plan(company.people)
    expect([again.steps, again.held, again.links]).toEqual([[], [], []])
  })

  it.each(['1.1', '2.0'] as const)(
    'creates, updates and deactivates by the fewest requests on %s, and plans nothing afterwards',
    async (version) => {
      const company = await openCompany({ version, world: AT_ONCE })
      const people = company.with({ 3: personOf(3, { title: 'Senior Engineer' }), 4: 'left' })
      const wanted = [...people, personOf(100)]
      const policy = { allow: ['createUser', 'updateUser', 'deactivate'] } as const
      const plan = await company.plan(wanted, { policy })
      expect(plan.steps.map(({ kind }) => kind)).toEqual(['createUser', 'updateUser', 'deactivate'])
      const report = await company.apply(plan, { policy })
      expect(report).toMatchObject({
        outcome: 'equal',
        counts: {
          createUser: { planned: 1, done: 1 },
          updateUser: { planned: 1, done: 1 },
          deactivate: { planned: 1, done: 1 },
        },
        failures: [],
        held: [],
      })
      expect(report.requests.sent).toBe(report.requests.minimum)
      const { state } = company.place.emulator
      expect(state.user('p3')?.title).toBe('Senior Engineer')
      expect(state.user('p4')?.active).toBe(false)
      expect(state.user('p100')?.active).toBe(true)
      const second = await company.plan(wanted, { policy })
      expect([second.steps, second.held, second.drift]).toEqual([[], [], []])
    },
  )

  it('writes no personal value into the journal', async () => {
    const company = await openCompany()
    const wanted = [...company.with({ 3: personOf(3, { title: 'Zoologist' }) }), personOf(100)]
    await company.apply(await company.plan(wanted))
    const text: string[] = []
    for await (const entry of company.journal.read()) text.push(JSON.stringify(entry))
    expect(text.length).toBeGreaterThan(4)
    for (const value of ['Zoologist', 'p100', 'Pat', 'Doe', '@acme', 'Engineer'])
      expect(text.join()).not.toContain(value)
  })

  it('leaves out a refused attribute, and writes the rest of the person', async () => {
    const seed = { organization: { peopleChangeDisplayNames: true } }
    const company = await openCompany({ seed })
    const wanted = company.with({ 3: personOf(3, { title: 'Director', displayName: 'Someone' }) })
    const report = await company.apply(await company.plan(wanted))
    expect(report.dropped).toEqual([
      {
        step: expect.stringContaining('updateUser:U'),
        attribute: 'displayName',
        reason: 'invalid_display_name',
      },
    ])
    expect(report.counts.updateUser).toMatchObject({ done: 1, failed: 0 })
    expect(company.place.emulator.state.user('p3')?.title).toBe('Director')
    // Nobody waits for Slack to show what it refused.
    expect([report.outcome, report.verification?.outcome]).toEqual(['partial', 'equal'])
  })

  it.each([
    ['addMembers', { seed: { groups: [{ displayName: 'ops', members: ['p1'] }] } }],
    ['createGroup', {}],
  ])(
    'holds %s without the people that another plan creates, and verify does not call it done',
    async (kind, set) => {
      const company = await openCompany(set)
      const groups = [{ key: 'ops', members: ['1', '100', '101'] }]
      const whole = await company.plan([...company.people, personOf(100), personOf(101)], { groups })
      const plan = { ...whole, steps: whole.steps.filter((step) => step.kind === kind) }
      expect(plan.steps).toHaveLength(1)
      const report = await company.apply(plan)
      expect([report.outcome, report.held]).toEqual([
        'partial',
        [{ step: plan.steps[0]?.id, code: 'depends' }],
      ])
      expect(company.place.writes()).toEqual([])
      const { journal } = company
      const verification = await verifyPlan(company.place.scim, plan, { journal, settleTimeout: 0 })
      expect(verification).toMatchObject({ outcome: 'differs', differs: [plan.steps[0]?.id] })
    },
  )

  it('stops before anything is written when a guard refuses', async () => {
    const company = await openCompany()
    const policy = { allow: ['deactivate'], limits: { deactivate: { count: 1 } } } as const
    const plan = await company.plan(company.with({ 1: 'left', 2: 'left' }), { policy })
    await expect(company.apply(plan, { policy })).rejects.toMatchObject({
      name: 'SCIMGuardError',
      violations: [expect.objectContaining({ lift: '--allow deactivate=2' })],
    })
    expect(company.place.writes()).toEqual([])
    const report = await company.apply(plan, { policy, allow: { deactivate: 2 } })
    expect(report.counts.deactivate).toMatchObject({ done: 2 })
  })

  it('refuses a plan that is not the approved one, or too old, or of another organization', async () => {
    const company = await openCompany()
    const plan = await company.plan(company.with({ 3: personOf(3, { title: 'Director' }) }))
    const before = company.place.sent.length
    await expect(company.apply(plan, { expect: '0'.repeat(64) })).rejects.toMatchObject({ reason: 'digest' })
    await expect(company.apply({ ...plan, organization: 'E1' })).rejects.toMatchObject({
      reason: 'wrong_organization',
    })
    company.place.clock.advance(2 * 3_600_000)
    await expect(company.apply(plan, { maxAge: 3_600_000 })).rejects.toMatchObject({ reason: 'stale' })
    expect(company.place.sent.length).toBe(before)
  })

  it('applies and verifies nothing with a token of another organization, and lists nobody of it', async () => {
    const company = await openCompany()
    const plan = await company.plan(company.with({ 3: personOf(3, { title: 'Director' }) }))
    const before = company.place.sent.length
    const { clock, scim } = company.place
    const methods: string[] = []
    const facts = slackOrganization({
      token: 'xoxp-of-another',
      clock,
      async fetch(url) {
        methods.push(url)
        return Response.json({ ok: true, team_id: 'E1', user_id: 'U1' })
      },
    })
    await expect(company.apply(plan, { facts })).rejects.toMatchObject({ reason: 'wrong_organization' })
    await expect(verifyPlan(scim, plan, { facts })).rejects.toMatchObject({ reason: 'wrong_organization' })
    const { journal } = company
    await expect(verifyPlan(scim, { ...plan, organization: 'E1' }, { journal })).rejects.toMatchObject({
      reason: 'wrong_organization',
    })
    expect(methods.every((url) => url.endsWith('/auth.test'))).toBe(true)
    expect(company.place.sent.length).toBe(before)
  })

  it('holds a step whose account has changed since it was planned', async () => {
    const company = await openCompany()
    const plan = await company.plan(
      company.with({ 3: personOf(3, { title: 'Director' }), 5: personOf(5, { title: 'Director' }) }),
    )
    await company.place.scim.patchUser(company.place.id('p3'), { title: 'Hacker' })
    const report = await company.apply(plan)
    expect(report.held).toEqual([{ step: `updateUser:${company.place.id('p3')}`, code: 'changed' }])
    expect(report.counts.updateUser).toEqual({ planned: 2, done: 1, already: 0, failed: 0, held: 1 })
    expect(report.outcome).toBe('partial')
    expect(company.place.emulator.state.user('p3')?.title).toBe('Hacker')
  })

  it('counts what Slack has already, without a request', async () => {
    const company = await openCompany()
    const plan = await company.plan(company.with({ 3: personOf(3, { title: 'Director' }) }))
    await company.apply(plan)
    const writes = company.place.writes().length
    const report = await company.apply(plan)
    expect(report.counts.updateUser).toMatchObject({ done: 0, already: 1 })
    expect(company.place.writes().length).toBe(writes)
  })

  it('asks before each step, and leaves out what is to be held', async () => {
    const company = await openCompany()
    const wanted = company.with({ 3: personOf(3, { title: 'A' }), 5: personOf(5, { title: 'B' }) })
    const report = await company.apply(await company.plan(wanted), {
      onStep: async ({ who }) => (who.includes('3') ? 'hold' : 'go'),
    })
    expect(report.held.map(({ code }) => code)).toEqual(['asked'])
    expect(company.place.emulator.state.user('p5')?.title).toBe('B')
  })
})
