import { Ajv, type ValidateFunction } from 'ajv'
import { beforeAll, describe, expect, it } from 'vitest'
import { eventSchema, reportSchema } from '../../../build.command.ts'
import type { ApplyOptions, ApplyReport, Plan, ProvisioningEvent } from '../../../src/provisioning/index.ts'
import { type Company, openCompany, personOf } from './company.ts'

const ajv = new Ajv({ strict: false, formats: { 'date-time': true } })
const isReport = ajv.compile(JSON.parse(reportSchema()))
const isEvent = ajv.compile(JSON.parse(eventSchema()))
const POLICY = {
  allow: ['createUser', 'updateUser', 'deactivate', 'createGroup', 'addMembers', 'removeMembers'],
} as const

const reports: ApplyReport[] = []
const events: ProvisioningEvent[] = []

async function apply(company: Company, plan: Plan, options: Partial<ApplyOptions> = {}): Promise<void> {
  const onEvent = (event: ProvisioningEvent): void => void events.push(event)
  reports.push(await company.apply(plan, { policy: POLICY, onEvent, ...options }))
}

/** What a program of another language reads. */
function problems(validate: ValidateFunction, value: unknown): unknown {
  const json: unknown = JSON.parse(JSON.stringify(value))
  return validate(json) ? [] : [json, validate.errors]
}

// Runs of every ending.
beforeAll(async () => {
  const company = await openCompany({ seed: { organization: { peopleChangeDisplayNames: true } } })
  const groups = [{ key: 'ops', members: ['1', '2', '100'], mode: 'exact' as const }]
  const wanted = [
    ...company.with({ 3: personOf(3, { title: 'Director', displayName: 'Other' }), 4: 'left' }),
    personOf(100),
  ]
  const plan = await company.plan(wanted, { policy: POLICY, groups })
  await apply(company, plan)
  await apply(company, plan)

  const refused = [...wanted, personOf(101, { userName: 'slackbot' }), personOf(102, { manager: '101' })]
  const next = company.with({ 5: personOf(5, { title: 'Director' }), 6: personOf(6, { title: 'Director' }) })
  const partial = await company.plan([...next, ...refused.slice(20)], { policy: POLICY, groups })
  await company.place.scim.patchUser(company.place.id('p5'), { title: 'Somebody else' })
  await apply(company, partial, { onStep: async ({ who }) => (who.includes('6') ? 'hold' : 'go') })

  const more = await company.plan(
    company.with({ 7: personOf(7, { title: 'X' }), 8: personOf(8, { title: 'Y' }) }),
  )
  const controller = new AbortController()
  await apply(company, more, {
    signal: controller.signal,
    onStep: async () => {
      controller.abort()
      return 'go'
    },
  })
  await apply(company, more)

  // The second read shows a deactivation, for which the first run waits.
  for (const [left, settleTimeout] of [
    [9, 2000],
    [10, 0],
  ] as const) {
    const leaver = await company.plan(company.with({ 4: 'left', 9: 'left', [left]: 'left' }), {
      policy: { ...POLICY, allow: ['deactivate'] },
    })
    await apply(company, leaver, { settleTimeout, canaries: 0, allow: { deactivate: 1 } })
  }
})

describe('report.schema.json', () => {
  it('describes reports of every ending', () => {
    for (const report of reports) expect(problems(isReport, report)).toEqual([])
    expect(new Set(reports.map(({ outcome }) => outcome))).toEqual(
      new Set(['equal', 'lagging', 'partial', 'stopped']),
    )
    expect(reports.some(({ failures }) => failures.length > 0)).toBe(true)
    expect(reports.some(({ dropped }) => dropped.length > 0)).toBe(true)
    expect(reports.some(({ held }) => held.length > 0)).toBe(true)
    expect(reports.some(({ verification }) => verification !== undefined)).toBe(true)
  })

  it.each<[string, object]>([
    ['an unknown field', { extra: 1 }],
    ['an unknown outcome', { outcome: 'fine' }],
    ['an unknown kind of step', { counts: { deleteUser: {} } }],
    ['a missing number', { requests: { sent: 1 } }],
    ['a negative number', { requests: { sent: -1, minimum: 0 } }],
    ['an unknown attribute', { dropped: [{ step: 's', attribute: 'nickName', reason: 'r' }] }],
  ])('refuses %s', (_what, change) => {
    expect(problems(isReport, { ...reports[0], ...change })).not.toEqual([])
  })
})

describe('event.schema.json', () => {
  it('describes the events of every run, and has no other type', () => {
    for (const event of events) expect(problems(isEvent, event)).toEqual([])
    const schema: { anyOf?: unknown[]; oneOf?: unknown[] } = JSON.parse(eventSchema())
    const types = [...(schema.anyOf ?? schema.oneOf ?? [])].map(
      (one) => (one as { properties: { type: { const: string } } }).properties.type.const,
    )
    const seen = new Set<string>(events.map(({ type }) => type))
    // Only a list that changes while it is read is read again.
    expect(types.filter((type) => !seen.has(type))).toEqual(['snapshot.again'])
    expect(
      problems(isEvent, { type: 'snapshot.again', resource: 'user' } satisfies ProvisioningEvent),
    ).toEqual([])
  })

  it.each<[string, object]>([
    ['an unknown type', { type: 'step.skipped', step: 's' }],
    ['an unknown field', { type: 'verify', left: 1, extra: 1 }],
    ['an unknown code', { type: 'step.held', step: 's', kind: 'deactivate', code: 'tired' }],
    ['a missing field', { type: 'step.start', step: 's', kind: 'deactivate' }],
  ])('refuses %s', (_what, event) => {
    expect(problems(isEvent, event)).not.toEqual([])
  })

  it('holds no value of a person', () => {
    const text = JSON.stringify([events, reports])
    for (const value of ['Director', 'Pat', 'Doe', '@acme', 'slackbot']) expect(text).not.toContain(value)
  })
})
