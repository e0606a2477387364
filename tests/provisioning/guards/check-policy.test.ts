import { describe, expect, it } from 'vitest'
import { SCIMClient, SCIMConfigurationError } from '../../../src/index.ts'
import {
  applyPlan,
  checkGuards,
  checkSources,
  emptyLinks,
  memoryJournal,
  type Policy,
  planProvisioning,
} from '../../../src/provisioning/index.ts'

const takenAt = '2026-11-29T08:00:00.000Z'
const desired = { sources: [], users: new Map(), groups: new Map() }
const snapshot = { organization: 'T1', takenAt, complete: true, users: new Map(), groups: new Map() }
const input = { desired, snapshot, links: emptyLinks('T1'), policy: {}, now: new Date(takenAt) }
const history = { organization: 'T1', counts: {}, groups: {}, rows: {} } as never

const WRONG: readonly (readonly [policy: unknown, problem: string])[] = [
  [undefined, 'policy: the options must be an object'],
  [{ protekt: ['it@example.com'] }, "policy: option 'protekt': unknown: did you mean 'protect'?"],
  [{ protect: 'it@example.com' }, "policy: option 'protect': must be a list of Slack ids and emails"],
  [{ allow: ['deactivat'] }, "policy: option 'allow': must be a list of createUser, "],
  [{ allow: 'deactivate' }, "policy: option 'allow': must be a list of"],
  [{ absent: 'delete' }, "policy: option 'absent': must be 'report' or 'deactivate'"],
  [{ drift: true }, "policy: option 'drift': must be 'report' or 'overwrite'"],
  [{ match: ['phone'] }, "policy: option 'match': must be a list of email, employeeNumber"],
  [{ sourceMinimum: 80 }, "policy: option 'sourceMinimum': must be a number from 0 to 1"],
  [{ sourceMinimum: Number.NaN }, "policy: option 'sourceMinimum': must be a number from 0 to 1"],
  [{ sourceMaxAge: 36 }, "policy: option 'sourceMaxAge': must be a string"],
  [{ limits: { deactivated: {} } }, "policy: option 'limits.deactivated': unknown: did you mean"],
  [{ limits: { deactivate: 5 } }, "policy: option 'limits.deactivate': must be an object"],
  [
    { limits: { deactivate: { percent: '5%' } } },
    "'limits.deactivate.percent': must be a number from 0 to 100",
  ],
  [{ limits: { deactivate: { percent: Number.NaN } } }, "'limits.deactivate.percent': must be a number"],
  [{ limits: { deactivate: { count: -1 } } }, "'limits.deactivate.count': must be a whole number, 0 or more"],
  [{ limits: { deactivate: { cuont: 5 } } }, "'limits.deactivate.cuont': unknown: did you mean"],
  [
    { limits: { removeMembersPerGroup: { floor: 0.5 } } },
    "'limits.removeMembersPerGroup.floor': must be a whole",
  ],
  [{ parking: { username: 'parked-{n}' } }, "'parking.username': unknown: did you mean 'parking.userName'?"],
  [{ parking: { email: 5 } }, "'parking.email': must be a string"],
]

describe('a policy that would lift a rule by mistake', () => {
  it.each(WRONG)('%j is refused before anything is planned or sent', async (policy, problem) => {
    const given = policy as Policy
    const plan = planProvisioning(input)
    const sent: string[] = []
    const transport = async (url: string): Promise<never> => {
      sent.push(url)
      throw new Error('nothing may be sent')
    }
    const calls: readonly (readonly [owner: string, call: () => unknown])[] = [
      ['planProvisioning', () => planProvisioning({ ...input, policy: given })],
      ['checkGuards', () => checkGuards(plan, history, given)],
      ['checkSources', () => checkSources([], history, { policy: given, now: input.now })],
    ]
    for (const [owner, call] of calls) {
      expect(call).toThrow(SCIMConfigurationError)
      expect(call).toThrow(`${owner}: `)
      expect(call).toThrow(problem)
    }
    // Without a policy the default one counts.
    if (policy === undefined) return
    const run = applyPlan(new SCIMClient('xoxp-1', { transport }), plan, {
      journal: memoryJournal(),
      policy: given,
    })
    await expect(run).rejects.toThrow(`applyPlan: ${problem.startsWith('policy') ? problem : ''}`)
    await expect(run).rejects.toThrow(problem)
    expect(sent).toEqual([])
  })

  it('accepts every field', () => {
    const policy: Policy = {
      allow: ['createUser', 'emptyGroup'],
      absent: 'deactivate',
      drift: 'report',
      limits: {
        deactivate: { count: 0, percent: 100, floor: 0 },
        removeMembersPerGroup: { percent: 2.5 },
      },
      match: ['email'],
      parking: { userName: 'parked-{n}', email: 'parked-{n}@example.com' },
      protect: ['U1', 'it@example.com'],
      sourceMaxAge: '36h',
      sourceMinimum: 1,
    }
    expect(planProvisioning({ ...input, policy }).steps).toEqual([])
  })
})

describe('planProvisioning without types', () => {
  it.each([
    [
      { desired: Promise.resolve(desired) },
      "option 'desired': must be what readDesired resolves to: await it",
    ],
    [{ desired: undefined }, "option 'desired': must be what readDesired resolves to: await it"],
    [{ snapshot: Promise.resolve(snapshot) }, "option 'snapshot': must be what readSnapshot resolves to"],
    [{ links: {} }, "option 'links': must be the links of a journal, or emptyLinks()"],
    [{ now: Date.now() }, "option 'now': must be an object with toISOString()"],
  ])('refuses %o', (wrong, problem) => {
    const call = (): unknown => planProvisioning({ ...input, ...wrong } as never)
    expect(call).toThrow(SCIMConfigurationError)
    expect(call).toThrow(`planProvisioning: ${problem}`)
  })

  it('has an applyPlan that asks for a journal', async () => {
    const run = applyPlan(new SCIMClient('xoxp-1'), planProvisioning(input), {} as never)
    await expect(run).rejects.toThrow("applyPlan: option 'journal': must be an object with append()")
  })
})
