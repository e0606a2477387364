import { describe, expect, it } from 'vitest'
import { SCIMConnectionError } from '../../src/index.ts'
import type { Act } from './act.ts'
import { judge } from './judge.ts'
import { runChaos } from './run.ts'
import { newTrace, type Trace } from './trace.ts'

// The reduced run; `npm run test:chaos` does ten seeds of 20,000 acts.

describe('in every plausible Slack', () => {
  it('fails only after an injected fault, and reports the effect of each write correctly', async () => {
    const report = await runChaos({ seeds: [1], acts: 2000 })
    expect(report.failures).toEqual([])
    expect(report.acts).toBe(2000)
    expect(report.faultRate).toBeGreaterThan(0.15)
  })

  it('fails no call without injected faults', async () => {
    const report = await runChaos({ seeds: [2], acts: 1000, faulty: false })
    expect(report.failures).toEqual([])
    expect(report.faulted).toBe(0)
  })

  it('replays a run from its seed', async () => {
    const once = await runChaos({ seeds: [3], acts: 300 })
    const again = await runChaos({ seeds: [3], acts: 300 })
    expect([again.table, again.requests]).toEqual([once.table, once.requests])
  })
})

describe('the judge', () => {
  const act: Act = {
    name: 'createUser',
    kind: 'call',
    run: async () => {},
    state: () => 1,
    holds: () => false,
  }
  const lost = (applied: 'yes' | 'no' | 'unknown'): SCIMConnectionError =>
    new SCIMConnectionError('createUser: POST Users (attempt 1)', { applied, attempts: 1 })
  const verdict = (ending: object, trace: Partial<Trace>, one: Act = act): string[] =>
    judge(one, ending, { ...newTrace(), sent: 1, faults: ['connection'], ...trace }, '1', false, false)

  it('accepts applied: unknown for a lost connection', () => {
    expect(verdict({ error: lost('unknown') }, { effects: ['new user'] })).toEqual([])
  })

  it.each([
    ['an effect that is denied', { error: lost('no') }, { effects: ['new user'] }],
    ['an effect that is claimed', { error: lost('yes') }, {}],
    ['a success without an effect', { result: {} }, {}],
    ['two accounts', { error: lost('unknown') }, { effects: ['new user', 'new user'] }],
    ['two groups', { error: lost('unknown') }, { effects: ['new group', 'new group'] }],
    ['two writes at once', { error: lost('unknown') }, { overlaps: 1 }],
    ['a failure without a fault', { error: lost('unknown') }, { faults: [] }],
    ['an unreported attempt', { error: lost('unknown') }, { sent: 2 }],
    ['a foreign error', { error: new TypeError('fetch failed') }, {}],
  ] as const)('rejects %s', (_what, ending, trace) => {
    expect(verdict(ending, trace as Partial<Trace>)).not.toEqual([])
  })

  it('rejects a performed act that had to be refused', () => {
    expect(verdict({ result: {} }, {}, { ...act, refused: true, holds: () => true })).not.toEqual([])
  })
})
