import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { ROOT } from '../support/tool.ts'
import { emulatedCompany, type Initialized, initialize, writesOf } from './initialized.ts'
import { runHere, temporary } from './run.ts'

const slack = emulatedCompany(30, { assumptions: { 'deactivation-visibility': 'at-once' } })

let company: Initialized
beforeEach(async () => {
  slack.emulator.reset()
  company = await initialize(slack)
})

/** Puts `slack-scim` into a folder of programs, and its path before the others. */
function installed(): Readonly<Record<string, string | undefined>> {
  const folder = join(temporary(), 'bin')
  mkdirSync(folder)
  const program = join(folder, 'slack-scim')
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${join(ROOT, 'cli/main.ts')}' "$@"\n`)
  chmodSync(program, 0o755)
  return { ...process.env, PATH: `${folder}:${process.env.PATH}`, NO_COLOR: '1', FORCE_COLOR: undefined }
}

/** Runs the line that a plan shows, as a person who copies it into a shell. */
function copied(output: string): Promise<{ readonly code: number | null; readonly printed: string }> {
  const line = /^Apply: (.+)$/m.exec(output)?.[1] ?? 'no line'
  const child = spawn('sh', ['-c', line], { cwd: company.folder, env: installed() })
  let printed = `${line}\n`
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, printed })))
}

const chiefs = (): number => slack.emulator.state.users.filter(({ title }) => title === 'Chief').length

/** Gives a person of the file another title. */
const promote = (number: string): void =>
  company.edit('people.csv', (text) => text.replace(new RegExp(`,[^,]*,(${number}),`), ',Chief,$1,'))

describe('the line that applies a plan', () => {
  it('is of the sources, and names the configuration and the address', async () => {
    promote('E1004')
    const { output } = await company.run('plan')
    expect(await copied(output)).toEqual({ code: 0, printed: expect.stringContaining('1 of 1 done') })
  })

  it('chooses the steps that the plan chose', async () => {
    promote('E1004')
    company.edit('people.csv', (text) => `${text}N1,true,false,zoe,Zoe,Zoe,Kim,zoe@example.com,,,,\n`)
    const { output } = await company.run('plan', '--only', 'updateUser')
    expect(await copied(output)).toEqual({ code: 0, printed: expect.not.stringContaining('createUser') })
    expect(writesOf(slack)).toBe(1)
  })

  it('lifts the limits that the plan lifted', async () => {
    company.allow('deactivate')
    company.leave(12)
    const refused = await company.run('plan')
    expect([refused.code, refused.output]).toEqual([3, expect.not.stringContaining('Apply:')])
    const lift = /--allow (deactivate=\d+)/.exec(refused.output)?.[1] ?? ''
    const { code, output } = await company.run('plan', '--allow', lift)
    expect([code, (await copied(output)).code]).toEqual([0, 0])
    expect(writesOf(slack)).toBe(Number(lift.split('=')[1]))
  })

  it('names the file into which the plan was written, with a name that a shell would act on', async () => {
    promote('E1004')
    const file = join(company.folder, "it's $(a) plan.json")
    const { output } = await company.run('plan', '--out', file)
    expect((await copied(output)).code).toBe(0)
    const shown = await runHere('show', file)
    expect(shown.output).toContain(`Apply: slack-scim apply '`)
  })

  it.each(['deactivate', 'reactivate'])('makes the plan of a list to %s again', async (action) => {
    company.allow('deactivate', 'reactivate')
    // The first accounts are protected.
    const isActive = action === 'deactivate'
    const user = [...slack.emulator.state.users].reverse().find(({ active }) => active === isActive)
    writeFileSync(join(company.folder, 'leavers.csv'), `id\n${user?.id}\n`)
    const list = join(company.folder, 'leavers.csv')
    const { code, output } = await company.run('plan', action, '--from', list)
    expect([code, output]).toEqual([0, expect.stringContaining(' && slack-scim apply plan.json ')])
    expect(await copied(output)).toEqual({ code: 0, printed: expect.stringContaining('1 of 1 done') })
  })

  it('makes the way back from a run again', async () => {
    promote('E1004')
    expect((await company.run('apply', '--yes')).code).toBe(0)
    expect(chiefs()).toBe(1)
    const { output } = await company.run('rollback', 'last')
    expect((await copied(output)).code).toBe(0)
    expect(chiefs()).toBe(0)
  })

  it('is not shown of a redacted plan whose options may name a person', async () => {
    promote('E1004')
    const redacted = await company.run('plan', '--redact', '--protect', 'jo@example.com')
    expect(redacted.output).not.toContain('Apply:')
    expect((await company.run('plan', '--redact')).output).toContain('Apply:')
  })
})
