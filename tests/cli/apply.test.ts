import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { seedDirectory } from '../../mocks/index.ts'
import { fileJournal } from '../../src/provisioning/files/index.ts'
import { emulated } from './emulated.ts'
import { run, runHere } from './run.ts'
import { allowDeactivate, edit, leave, type SlackCompany, slackCompany } from './slack-company.ts'

const seed = seedDirectory({ users: 40, groups: 2 })
const slack = emulated({
  seed: {
    ...seed,
    users: [
      ...(seed.users ?? []),
      { userName: 'eve', id: 'U0EVE0001', email: 'eve@x.test', title: 'Engineer' },
      { userName: 'max', id: 'U0MAX0001', email: 'max@x.test', title: 'Engineer' },
    ],
  },
})

async function company(): Promise<SlackCompany> {
  slack.emulator.reset()
  return slackCompany(slack)
}

const titleOf = (id: string): unknown => slack.emulator.state.users.find((user) => user.id === id)?.title
const isActive = (id: string): unknown => slack.emulator.state.users.find((user) => user.id === id)?.active

const inactive = (): number => slack.emulator.state.users.filter(({ active }) => !active).length

function promote(folder: string): void {
  edit(join(folder, 'people.csv'), (text) => text.replace(/(U0EVE0001.*)Engineer/, '$1Chief'))
}

function dismiss(folder: string): void {
  edit(join(folder, 'people.csv'), (text) => text.replace('U0MAX0001,true', 'U0MAX0001,false'))
  allowDeactivate(folder)
}

async function digestOf(at: readonly string[]): Promise<string> {
  const { output } = await runHere('plan', ...at, '--json')
  return JSON.parse(output.trim().split('\n').at(-1) ?? '').digest
}

describe('apply', () => {
  it('--yes applies what can be taken back, and the next plan is empty', async () => {
    const { folder, at } = await company()
    promote(folder)
    const report = join(folder, 'report.json')
    const { code, output } = await run('apply', ...at, '--yes', '--report', report).ended
    expect([code, output]).toEqual([0, expect.stringContaining('Done: Slack shows every step.')])
    expect(titleOf('U0EVE0001')).toBe('Chief')
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({
      outcome: 'equal',
      counts: { updateUser: { done: 1 } },
    })
    expect(statSync(report).mode & 0o777).toBe(0o600)
    expect((await runHere('plan', ...at, '--detailed-exitcode')).code).toBe(0)
  })

  it('wants the digest for what cannot be undone, and applies the plan that has it', async () => {
    const { folder, at } = await company()
    dismiss(folder)
    const refused = await run('apply', ...at, '--yes').ended
    const digest = await digestOf(at)
    expect([refused.code, refused.errors]).toEqual([
      1,
      expect.stringContaining(`cannot be undone in full: pass --expect ${digest}`),
    ])
    expect(isActive('U0MAX0001')).toBe(true)
    const { code } = await runHere('apply', ...at, '--expect', digest.slice(0, 12))
    expect([code, isActive('U0MAX0001')]).toEqual([0, false])
  })

  it('ends with 5 for another digest, and for a plan that is too old', async () => {
    const { folder, at } = await company()
    promote(folder)
    const other = await runHere('apply', ...at, '--expect', '0123456789abcdef')
    expect([other.code, titleOf('U0EVE0001')]).toEqual([5, 'Engineer'])
    const file = join(folder, 'plan.json')
    await runHere('plan', ...at, '--out', file)
    const old = await runHere('apply', file, ...at, '--yes', '--max-age', '0s')
    expect([old.code, old.errors]).toEqual([5, expect.stringContaining('too old')])
  })

  it('ends with 3 when a guard refuses, and sends nothing', async () => {
    const { folder, at } = await company()
    allowDeactivate(folder)
    const before = inactive()
    leave(folder, 8)
    const { code, errors } = await runHere('sync', ...at)
    const [, planned] = /--allow deactivate=(\d+)/.exec(errors) ?? []
    expect([code, planned]).toEqual([3, expect.any(String)])
    expect(inactive()).toBe(before)
    expect((await runHere('sync', ...at, '--allow', `deactivate=${planned}`)).code).toBe(0)
    expect(inactive()).toBe(before + Number(planned))
  })

  it('ends with 4 when a step is refused, and says which', async () => {
    const { folder, at } = await company()
    promote(folder)
    slack.emulator.faults.add({ kind: 'status', status: 403, times: 9, match: { method: 'PATCH' } })
    const { code, output } = await runHere('apply', ...at, '--yes')
    slack.emulator.faults.clear()
    expect([code, output]).toEqual([4, expect.stringContaining('failed  updateUser:U0EVE0001')])
  })

  it('ends with 6 while another run has the lease', async () => {
    const { folder, at } = await company()
    promote(folder)
    const journal = fileJournal(join(folder, '.slack-scim'))
    const lease = await journal.lease('another machine', 60_000)
    const { code, errors } = await runHere('apply', ...at, '--yes')
    expect([code, errors]).toEqual([6, expect.stringContaining('another machine')])
    if (lease) await journal.release(lease)
    expect((await runHere('apply', ...at, '--yes')).code).toBe(0)
  })

  it('reports a journal that others can read, and sends nothing', async () => {
    const { folder, at } = await company()
    promote(folder)
    await runHere('apply', ...at, '--only', 'createUser', '--yes')
    const { chmodSync } = await import('node:fs')
    chmodSync(join(folder, '.slack-scim'), 0o755)
    const { code, errors } = await runHere('apply', ...at, '--yes')
    expect([code, errors, titleOf('U0EVE0001')]).toEqual([
      1,
      expect.stringContaining('can be read by others'),
      'Engineer',
    ])
  })
})

describe('after apply', () => {
  it('verify, runs and rollback tell what was done, and take it back', async () => {
    const { folder, at } = await company()
    promote(folder)
    const [file, back] = [join(folder, 'plan.json'), join(folder, 'back.json')]
    await runHere('plan', ...at, '--out', file)
    expect((await runHere('apply', file, ...at, '--yes')).code).toBe(0)
    const verified = await runHere('verify', file, ...at)
    expect([verified.code, verified.output]).toEqual([0, '1 of 1 steps are as planned.\n'])
    const config = at.slice(0, 2)
    expect((await runHere('runs', 'list', ...config)).output).toMatch(/equal +1 step done/)
    expect((await runHere('runs', 'show', 'last', ...config)).output).toContain(
      'done      updateUser:U0EVE0001',
    )
    expect((await runHere('rollback', 'last', ...at, '--out', back)).output).toContain('Chief → Engineer')
    expect((await runHere('apply', back, ...at, '--yes')).code).toBe(0)
    expect(titleOf('U0EVE0001')).toBe('Engineer')
    const differs = await runHere('verify', file, ...at, '--patience', '0s')
    expect(differs.code).toBeGreaterThan(1)
    expect((await runHere('runs', 'show', 'nope', ...config)).code).toBe(1)
  })

  it('adopt links keys to accounts, and forget removes them', async () => {
    const { folder, at } = await company()
    const file = join(folder, 'links.csv')
    writeFileSync(file, 'key,id\nU0EVE0001,U0EVE0001\n')
    expect((await runHere('adopt', '--file', file, ...at)).output).toBe('1 link written. Plan again.\n')
    expect((await runHere('explain', 'U0EVE0001', ...at)).output).toMatch(/situation +linked/)
    expect((await runHere('adopt', '--key', 'U0EVE0001', '--new', ...at)).code).toBe(0)
    expect((await runHere('explain', 'U0EVE0001', ...at)).output).toMatch(/situation +matched/)
    const nobody = await runHere('adopt', '--key', 'U0EVE0001', '--id', 'U0NOBODY1', ...at)
    expect([nobody.code, nobody.errors]).toEqual([
      1,
      expect.stringContaining('Slack has no account U0NOBODY1'),
    ])
    const typo = await runHere('adopt', '--key', 'U0EVE0002', '--new', ...at)
    expect([typo.code, typo.errors]).toEqual([1, expect.stringContaining('did you mean U0EVE0001?')])
    const { output } = await runHere('runs', 'forget', 'U0EVE0001', ...at.slice(0, 2))
    expect(output).toBe('2 entries removed.\n')
  })
})
