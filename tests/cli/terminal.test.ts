import { beforeEach, describe, expect, it } from 'vitest'
import { emulatedCompany, type Initialized, initialize, writesOf } from './initialized.ts'
import { HAS_TERMINAL, runAtTerminal } from './terminal.ts'

const ENTER = '\r'
const CTRL_C = '\u0003'

const slack = emulatedCompany(60, { assumptions: { 'deactivation-visibility': 'at-once' } })

let company: Initialized
beforeEach(async () => {
  slack.emulator.reset()
  company = await initialize(slack)
})

const promote = (count: number): void =>
  company.edit('people.csv', (text) => {
    let left = count
    return text.replace(/,[^,]*,(E\d+),/g, (all, number) => (left-- > 0 ? `,Chief,${number},` : all))
  })

/** The widest line that a terminal was shown. */
const widest = (text: string): number => Math.max(...text.split(/[\r\n]+/).map((line) => [...line].length))

describe.runIf(HAS_TERMINAL)('emulate at a terminal', () => {
  it('says what to do next, until Ctrl-C', async () => {
    const terminal = runAtTerminal(['emulate', '--users', '3'])
    await terminal.shown('Ctrl-C ends it.')
    terminal.type(CTRL_C)
    const { code, text } = await terminal.ended
    expect([code, text]).toEqual([
      0,
      expect.stringMatching(/export SLACK_SCIM_BASE_URL=http:\/\/127\.0\.0\.1:\d+\/scim\/\r\n/),
    ])
  })
})

describe.runIf(HAS_TERMINAL)('apply at a terminal', () => {
  it('shows the plan, and applies it once the number of deactivations is typed', async () => {
    company.allow('deactivate')
    company.leave(2)
    const terminal = runAtTerminal(['apply', ...company.at])
    await terminal.shown('Type the number of deactivations')
    expect(writesOf(slack)).toBe(0)
    terminal.type('2')
    terminal.type(ENTER)
    const { code, raw, text } = await terminal.ended
    expect([code, writesOf(slack)]).toEqual([0, 2])
    expect(text).toMatch(
      /Deactivate 2.*Type the number of deactivations.*Applied, and Slack shows all of it\./s,
    )
    // Red for what goes.
    expect(raw).toContain('\u001b[31m')
  })

  it('sends nothing for another number, and nothing after Ctrl-C', async () => {
    company.allow('deactivate')
    company.leave(2)
    const other = runAtTerminal(['apply', ...company.at])
    await other.shown('Type the number of deactivations')
    other.type(`12${ENTER}`)
    const wrong = await other.ended
    expect([wrong.code, wrong.text]).toEqual([
      1,
      expect.stringContaining('2 are planned, and that is another number'),
    ])
    const cancelled = runAtTerminal(['apply', ...company.at])
    await cancelled.shown('Type the number of deactivations')
    cancelled.type(CTRL_C)
    const end = await cancelled.ended
    expect([end.code, end.text]).toEqual([130, expect.stringContaining('interrupted: nothing was sent')])
    expect(writesOf(slack)).toBe(0)
  })

  it('asks yes or no where nobody is deactivated, and takes no for an answer', async () => {
    promote(3)
    const no = runAtTerminal(['apply', ...company.at])
    await no.shown('Apply 3 steps?')
    no.type('n')
    const refused = await no.ended
    expect([refused.code, writesOf(slack)]).toEqual([1, 0])
    const yes = runAtTerminal(['apply', ...company.at])
    await yes.shown('Apply 3 steps?')
    yes.type('y')
    expect([(await yes.ended).code, writesOf(slack)]).toEqual([0, 3])
  })

  it.each([40, 80])('keeps within %d columns, with a bar', async (columns) => {
    promote(12)
    slack.emulator.faults.add({
      kind: 'latency',
      milliseconds: 150,
      times: Number.POSITIVE_INFINITY,
      match: { operation: 'patchUser' },
    })
    const terminal = runAtTerminal(['apply', '--yes', ...company.at], { columns })
    const { code, text } = await terminal.ended
    expect(code).toBe(0)
    expect(text).toMatch(/█+░+ \d+ of \d+/)
    const bars = text.match(/[█░]+ \d+ of \d+/g) ?? []
    expect(widest(bars.join('\n'))).toBeLessThanOrEqual(columns)
    const plan = text.slice(text.indexOf('Plan for'), text.indexOf('Applying'))
    expect(widest(plan)).toBeLessThanOrEqual(columns)
  })

  it('has no colour with NO_COLOR', async () => {
    promote(1)
    const { code, raw } = await runAtTerminal(['apply', '--yes', ...company.at], { env: { NO_COLOR: '1' } })
      .ended
    expect(code).toBe(0)
    for (const colour of [31, 32, 33, 35]) expect(raw).not.toContain(`\u001b[${colour}m`)
  })

  it('Ctrl-C during the run finishes what is under way, and ends with 130', async () => {
    promote(30)
    slack.emulator.faults.add({
      kind: 'latency',
      milliseconds: 300,
      times: Number.POSITIVE_INFINITY,
      match: { operation: 'patchUser' },
    })
    const terminal = runAtTerminal(['apply', '--yes', ...company.at])
    await terminal.shown('2 of ')
    terminal.type(CTRL_C)
    const { code, text } = await terminal.ended
    expect([code, text]).toEqual([130, expect.stringContaining('Run the same command again')])
    const [done, all] = (/(\d+) of (\d+) done/.exec(text) ?? []).slice(1).map(Number)
    expect(done).toBeLessThan(all ?? 0)
    expect(writesOf(slack)).toBe(done)
  })
})
