import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { emulated } from './emulated.ts'
import { emulatedCompany, type Initialized, initialize, linesOf, writesOf } from './initialized.ts'
import { runAt, runHere } from './run.ts'

const AT_ONCE = { 'deactivation-visibility': 'at-once' } as const
const slack = emulatedCompany(60, { assumptions: AT_ONCE })
const other = emulated({ seed: { organization: { id: 'E0OTHER' } } })

let company: Initialized
beforeEach(async () => {
  slack.emulator.reset()
  company = await initialize(slack)
})

/** Gives the first people of the file another title. */
const promote = (count = 1): void =>
  company.edit('people.csv', (text) => {
    let left = count
    return text.replace(/,[^,]*,(E\d+),/g, (all, number) => (left-- > 0 ? `,Chief,${number},` : all))
  })

/** A group of the files would miss its members before the guards see how few people there are. */
const withoutGroups = (): void =>
  company.edit('slack-scim.config.yaml', (text) => text.replace(/^ +groups: .*\n/m, ''))

/** The digest that `plan` shows. */
async function digest(...args: string[]): Promise<string> {
  const { output } = await company.run('plan', '--quiet', ...args)
  return /^Digest (\w+)$/m.exec(output)?.[1] ?? ''
}

describe('apply', () => {
  it('does what can be undone with --yes, and then has nothing to do', async () => {
    promote()
    const { code, output, errors } = await company.run('apply', '--yes')
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(
        /^Applied, and Slack shows all of it\.\n {2}updateUser {4}1 of 1 done\nRun \S+: \d+ requests \(at least \d+\), 1 s\.\n$/,
      ),
    ])
    expect(errors).toContain('Applying 1 step: at least ')
    expect(errors).toContain("about 1 s at half of Slack's rate limits.")
    expect(errors).toContain('1 of 1 steps\n')
    const again = await company.run('apply', '--quiet')
    expect([again.code, again.output, again.errors]).toEqual([0, 'Nothing to do.\n', ''])
  })

  it('refuses what cannot be undone without a terminal, unless --expect names the plan', async () => {
    company.allow('deactivate')
    company.leave(2)
    for (const args of [[], ['--yes']]) {
      const { code, errors } = await company.run('apply', '--quiet', ...args)
      expect([code, errors]).toEqual([
        1,
        'error: without a terminal, 2 steps that cannot be undone in full need --expect: look at `slack-scim plan`, and pass the digest that it shows. Nothing was sent\n',
      ])
    }
    const wrong = await company.run('apply', '--quiet', '--expect', '0123456789')
    expect([wrong.code, wrong.errors]).toEqual([5, expect.stringContaining('approve it anew')])
    expect(writesOf(slack)).toBe(0)
    const { code } = await company.run('apply', '--quiet', '--expect', (await digest()).slice(0, 8))
    expect([code, writesOf(slack)]).toEqual([0, 2])
  })

  it('takes --expect of 8 digits at least', async () => {
    promote()
    const { code, errors } = await company.run('apply', '--expect', 'abc')
    expect([code, errors]).toEqual([1, expect.stringContaining('8 to 64 hexadecimal digits')])
    expect(errors).not.toContain('Read ')
  })

  it('applies a plan of a file, and prints what happens as NDJSON', async () => {
    promote(3)
    const file = join(company.folder, 'plan.json')
    await company.run('plan', '--quiet', '--out', file)
    const report = join(company.folder, 'report.json')
    const { code, output } = await company.start('apply', file, '--yes', '--json', '--report', report).ended
    const lines = linesOf(output)
    expect([code, lines[0]]).toEqual([0, { type: 'version', version: expect.any(String), format: 1 }])
    expect(lines.filter(({ type }) => type === 'step.done')).toHaveLength(3)
    const last = lines.at(-1)
    expect(last).toMatchObject({
      type: 'report',
      report: { outcome: 'equal', counts: { updateUser: { done: 3 } } },
    })
    expect(statSync(report).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(report, 'utf8'))).toEqual(last?.report)
    const again = await company.run('apply', file, '--yes', '--quiet')
    expect([again.code, again.output]).toEqual([0, expect.stringContaining('0 of 3 done, 3 there already')])
  })

  it('--only applies a part, and a word that names nothing is refused', async () => {
    promote(3)
    const key = readFileSync(join(company.folder, 'people.csv'), 'utf8').split('\n')[1]?.split(',')[0] ?? ''
    const { code, output } = await company.run('apply', '--yes', '--quiet', '--only', key)
    expect([code, output]).toEqual([0, expect.stringContaining('1 of 1 done')])
    expect((await company.run('apply', '--yes', '--only', 'deactivat')).errors).toContain('--only deactivat')
    const rest = await company.run('apply', '--yes', '--quiet', '--only', 'updateUser')
    expect(rest.output).toContain('2 of 2 done')
  })

  it.each([
    ['--expct', '--expect'],
    ['--ony', '--only'],
    ['--allw', '--allow'],
  ])('refuses %s, and suggests %s', async (typed, meant) => {
    const { code, errors } = await company.run('apply', typed, 'x')
    expect([code, errors]).toEqual([1, expect.stringContaining(`Did you mean ${meant}?`)])
  })
})

describe('exit codes', () => {
  it('1: Slack does not answer', async () => {
    const { code, errors } = await runHere('sync', ...company.at, '--base-url', 'http://127.0.0.1:9/')
    expect([code, errors]).toEqual([1, expect.stringMatching(/^error: auth\.test: no answer arrived/)])
  })

  it('3: a guard refuses, and says what would lift it', async () => {
    company.allow('deactivate')
    company.leave(12)
    for (const command of ['apply', 'sync']) {
      const { code, errors } = await company.start(command, '--quiet').ended
      expect([code, errors]).toEqual([
        3,
        'error: deactivate: 0 done + 12 planned > 2 in 24 h, of 51 people: check the plan, then pass --allow deactivate=12\n',
      ])
    }
    expect(writesOf(slack)).toBe(0)
  })

  it('4: a step fails, and the others are done', async () => {
    promote(3)
    slack.emulator.faults.add({
      kind: 'refusal',
      reason: 'permission_denied',
      match: { operation: 'patchUser', nth: 2 },
    })
    const { code, output } = await company.start('apply', '--yes', '--quiet').ended
    expect([code, output]).toEqual([4, expect.stringContaining('2 of 3 done, 1 failed')])
  })

  it('5: another organization, an old plan, a plan with another byte', async () => {
    promote()
    const file = join(company.folder, 'plan.json')
    await company.run('plan', '--quiet', '--out', file)
    const approved = await digest()
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace('"Chief"', '"Chiefs"'))
    const changed = await company.start('apply', file, '--expect', approved).ended
    expect([changed.code, changed.errors]).toEqual([5, expect.stringContaining('approve it anew')])
    const asOf = new Date(Date.now() - 2 * 3_600_000).toISOString()
    writeFileSync(file, text.replace(/"asOf": "[^"]+"/, `"asOf": "${asOf}"`))
    const old = await company.start('apply', file, '--expect', approved, '--max-age', '1h').ended
    expect([old.code, old.errors]).toEqual([5, expect.stringContaining('too old')])
    expect(writesOf(slack)).toBe(0)
  })

  it('6: another run has the lease', async () => {
    promote()
    slack.emulator.faults.add({ kind: 'latency', milliseconds: 3000, match: { operation: 'patchUser' } })
    const file = join(company.folder, 'plan.json')
    await company.run('plan', '--quiet', '--out', file)
    const ended = await Promise.all([1, 2].map(() => company.start('apply', file, '--yes', '--quiet').ended))
    expect(ended.map(({ code }) => code).sort()).toEqual([0, 6])
    expect(writesOf(slack)).toBe(1)
  })

  it('7: Slack does not show it in time', async () => {
    slack.emulator.faults.add({ kind: 'revert', match: { operation: 'patchUser' } } as never)
    promote()
    const { code, output } = await company.start('apply', '--yes', '--quiet', '--settle-timeout', '1s').ended
    expect([code, output]).toEqual([7, expect.stringContaining(': not shown yet\n')])
  })

  it('130: Ctrl-C once finishes what is under way, and the same command goes on', async () => {
    promote(30)
    slack.emulator.faults.add({
      kind: 'latency',
      milliseconds: 300,
      times: Infinity,
      match: { operation: 'patchUser' },
    })
    const running = company.start('apply', '--yes')
    running.child.stderr?.on('data', (text: string) => {
      if (text.includes('Applying')) setTimeout(() => running.child.kill('SIGINT'), 700)
    })
    const { code, errors, output } = await running.ended
    expect([code, errors]).toEqual([130, expect.stringContaining('Run the same command again')])
    const [done = 0, all = 0] = (/(\d+) of (\d+) done/.exec(output) ?? []).slice(1).map(Number)
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThan(all)
    expect(writesOf(slack)).toBe(done)
    slack.emulator.faults.clear()
    const again = await company.start('apply', '--yes', '--quiet').ended
    expect([again.code, again.output]).toEqual([
      0,
      expect.stringContaining(`${all - done} of ${all - done} done`),
    ])
    expect(writesOf(slack)).toBe(all)
  })

  it('130: Ctrl-C twice ends at once', async () => {
    promote(5)
    slack.emulator.faults.add({
      kind: 'latency',
      milliseconds: 20_000,
      times: Infinity,
      match: { operation: 'patchUser' },
    })
    const running = company.start('apply', '--yes')
    running.child.stderr?.on('data', (text: string) => {
      if (text.includes('Applying')) setTimeout(() => running.child.kill('SIGINT'), 500)
      if (text.includes('Interrupted')) running.child.kill('SIGINT')
    })
    const begun = Date.now()
    expect((await running.ended).code).toBe(130)
    expect(Date.now() - begun).toBeLessThan(15_000)
  })
})

describe('scenarios', () => {
  it('1: an empty file is refused before anything is requested', async () => {
    withoutGroups()
    company.edit('people.csv', (text) => `${text.split('\n')[0]}\n`)
    const requests = slack.emulator.events.length
    const { code, errors } = await company.start('sync', '--quiet').ended
    expect([code, errors]).toEqual([3, expect.stringMatching(/people: the source has 0 rows, 0 of 60/)])
    expect(slack.emulator.events.length).toBe(requests)
  })

  it('2: half a file is refused, and one that ends within quotes too', async () => {
    const lines = readFileSync(join(company.folder, 'people.csv'), 'utf8').split('\n')
    const requests = slack.emulator.events.length
    withoutGroups()
    company.edit('people.csv', () => `${lines.slice(0, 37).join('\n')}\n`)
    const half = await company.start('sync', '--quiet').ended
    expect([half.code, half.errors]).toEqual([3, expect.stringContaining('36 of 60 rows, below 80 %')])
    company.edit('people.csv', () => `${lines.slice(0, 30).join('\n')}\nU0X,true,false,"cut`)
    const cut = await company.start('sync', '--quiet').ended
    expect([cut.code, cut.errors]).toEqual([1, expect.stringMatching(/people\.csv:31.*quote/s)])
    expect(slack.emulator.events.length).toBe(requests)
  })

  it('5: only the exact number lifts a limit', async () => {
    company.allow('deactivate')
    company.leave(12)
    const refused = await company.start('sync', '--quiet', '--allow', 'deactivate=11').ended
    expect([refused.code, writesOf(slack)]).toEqual([3, 0])
    expect(refused.errors).toContain('--allow deactivate=12')
    const { code } = await company.start('sync', '--quiet', '--allow', 'deactivate=12').ended
    expect([code, writesOf(slack)]).toEqual([0, 12])
  })

  it('22: of two runs one waits with --wait, and each change is made once', async () => {
    promote(3)
    slack.emulator.faults.add({
      kind: 'latency',
      milliseconds: 700,
      times: 3,
      match: { operation: 'patchUser' },
    })
    const ended = await Promise.all([1, 2].map(() => company.start('sync', '--wait', '30s').ended))
    expect(ended.map(({ code }) => code)).toEqual([0, 0])
    expect(ended.map(({ output }) => output)).toContain('Nothing to do.\n')
    expect(writesOf(slack)).toBe(3)
  })

  it('24: a token of another organization is refused before any list is read', async () => {
    const before = other.emulator.events.length
    for (const command of ['plan', 'sync', 'apply']) {
      const { code, errors } = await runAt({}, command, ...company.at, ...other.at).ended
      expect([code, errors]).toEqual([
        5,
        expect.stringContaining('the token is of E0OTHER, and not of E0EMULATOR'),
      ])
    }
    promote()
    const file = join(company.folder, 'plan.json')
    await company.run('plan', '--quiet', '--out', file)
    const stored = await runAt({}, 'apply', file, '--yes', ...company.at, ...other.at).ended
    expect([stored.code, stored.errors]).toEqual([5, expect.stringContaining('the token is of E0OTHER')])
    const requests = other.emulator.events
      .slice(before)
      .flatMap((event) => (event.type === 'request' ? [event.url] : []))
    expect(requests.filter((url) => !url.endsWith('/api/auth.test'))).toEqual([])
  })
})

it('prints no token and writes none', async () => {
  promote()
  const token = slack.emulator.token
  const report = join(company.folder, 'report.json')
  const { output, errors } = await company.run('apply', '--yes', '--json', '--report', report)
  expect(output + errors + readFileSync(report, 'utf8')).not.toContain(token)
})
