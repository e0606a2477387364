import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allNodes, treeOf } from '../../cli/completion/tree.ts'
import { createProgram } from '../../cli/program.ts'
import { fileJournal } from '../../src/provisioning/files/index.ts'
import { assertBuilt } from '../package/built.ts'
import { ROOT } from '../support/tool.ts'
import { type CompanyFolder, openCompanyFolder, promote, type RuntimeCommand } from './company.ts'
import { installedNode } from './lanes/installed-node.ts'
import { NODE_VERSIONS } from './lanes/node.ts'

beforeAll(assertBuilt)

/** Opens a company for the tests of a group. */
function companyOf(runtime: () => Promise<RuntimeCommand>): { readonly current: CompanyFolder } {
  let current: CompanyFolder | undefined
  beforeAll(async () => {
    current = await openCompanyFolder(await runtime())
    for (const args of [['init', '.', '--from-slack'], ['sync']])
      expect(await current.run(args)).toMatchObject({ code: 0 })
  }, 300_000)
  afterAll(() => current?.close())
  return {
    get current() {
      if (!current) throw new Error('The company was not opened.')
      return current
    },
  }
}

const digestOf = (output: string): string => /^Digest (\w+)$/m.exec(output)?.[1] ?? ''

describe.each(NODE_VERSIONS)('the command line in Node %s', (version) => {
  const company = companyOf(async () => [await installedNode(version)])
  const run = (...args: string[]): ReturnType<CompanyFolder['run']> => company.current.run(args)

  it('reads, plans, applies and verifies: 0, and 2 where changes are asked for', async () => {
    promote(company.current, 3)
    expect(await run('check')).toMatchObject({ code: 0, output: expect.stringContaining('no problem.') })
    const planned = await run('plan', '--detailed-exitcode', '--out', 'plan.json')
    expect(planned).toMatchObject({ code: 2, output: expect.stringContaining('3 steps') })
    expect(await run('apply', '--expect', digestOf(planned.output))).toMatchObject({
      code: 0,
      output: expect.stringContaining('3 of 3 done'),
    })
    expect(await run('verify', 'plan.json')).toMatchObject({ code: 0 })
    expect(await run('plan', '--detailed-exitcode')).toMatchObject({ code: 0 })
  }, 60_000)

  it('1: a mistyped option, and a change that nobody approved', async () => {
    expect(await run('plan', '--confg', 'x')).toMatchObject({
      code: 1,
      output: '',
      errors: expect.stringContaining('Did you mean --config?'),
    })
    promote(company.current, 1, 'Lead')
    expect(await run('apply')).toMatchObject({ code: 1, errors: expect.stringContaining('nothing was sent') })
  })

  it('3: a guard refuses; 5: it is not the plan that was approved', async () => {
    const header = readFileSync(join(company.current.folder, 'people.csv'), 'utf8')
    company.current.edit('people.csv', (text) => text.split('\n').slice(0, 20).join('\n'))
    company.current.edit('slack-scim.config.yaml', (text) => text.replace(/^ +groups: .*\n/m, ''))
    expect(await run('sync')).toMatchObject({ code: 3, errors: expect.stringContaining('below 80 %') })
    writeFileSync(join(company.current.folder, 'people.csv'), header)
    expect(await run('apply', '--expect', '0123456789')).toMatchObject({ code: 5 })
  })

  it('4: a step is refused; 7: Slack does not show it in time', async () => {
    const { faults } = company.current.emulator
    faults.add({ kind: 'refusal', reason: 'permission_denied', match: { operation: 'patchUser' } })
    expect(await run('sync')).toMatchObject({ code: 4, output: expect.stringContaining('1 failed') })
    faults.add({ kind: 'revert', match: { operation: 'patchUser' } } as never)
    expect(await run('sync', '--settle-timeout', '1s')).toMatchObject({ code: 7 })
  })

  it('6: another run has the lease', async () => {
    const journal = fileJournal(join(company.current.folder, '.slack-scim'))
    const lease = await journal.lease('another machine', 60_000)
    promote(company.current, 1, 'Senior')
    expect(await run('sync')).toMatchObject({ code: 6, errors: expect.stringContaining('another machine') })
    if (lease) await journal.release(lease)
  })

  it('130: interrupted, and the next run ends what is left', async () => {
    promote(company.current, 30, 'Principal')
    company.current.emulator.faults.add({
      kind: 'latency',
      milliseconds: 200,
      times: Number.POSITIVE_INFINITY,
      match: { operation: 'patchUser' },
    })
    let isInterrupted = false
    const ended = await company.current.run(['sync'], (text, interrupt) => {
      if (isInterrupted || !/\d of \d+ steps/.test(text)) return
      isInterrupted = true
      interrupt()
    })
    expect(ended).toMatchObject({ code: 130, errors: expect.stringContaining('Run the same command again') })
    company.current.emulator.faults.clear()
    expect(await run('sync')).toMatchObject({ code: 0 })
    expect(await run('plan', '--detailed-exitcode')).toMatchObject({ code: 0 })
  }, 60_000)
})

describe.each([
  ['Bun', ['bun', '--no-install']],
  [
    'Deno',
    [
      'deno',
      'run',
      '--no-prompt',
      '--no-lock',
      '--allow-read',
      '--allow-write',
      '--allow-env',
      '--allow-sys',
      '--allow-net=127.0.0.1',
    ],
  ],
] as const)('the command line in %s', (_name, [program, ...args]) => {
  const company = companyOf(async () => [`${ROOT}node_modules/.bin/${program}`, ...args])

  it('checks and plans', async () => {
    promote(company.current, 3)
    const { run } = company.current
    expect(await run(['check'])).toMatchObject({ code: 0, output: expect.stringContaining('no problem.') })
    expect(await run(['plan', '--detailed-exitcode'])).toMatchObject({
      code: 2,
      output: expect.stringContaining('3 steps'),
    })
    expect(await run(['plan', '--confg'])).toMatchObject({ code: 1 })
  })
})

/** Every command, in an order in which each finds what it needs. `$ID`, `$MAIL` and `$GROUP` are of the first rows. */
const WALK = [
  'check',
  'doctor',
  'plan --out plan.json',
  'show plan.json',
  'apply plan.json --yes',
  'verify plan.json',
  'runs list',
  'runs show last',
  'rollback last --out back.json',
  'apply back.json --yes',
  'sync',
  'explain $ID',
  'audit',
  'adopt --key $ID --id $ID',
  'runs forget $ID',
  'plan deactivate --from list.csv',
  'plan reactivate --from list.csv',
  'users list',
  'users get $MAIL',
  'users create --set userName=new --set email=new@x.test --yes',
  'users update $ID --set title=Lead --yes',
  'users deactivate new@x.test --yes',
  'users reactivate new@x.test --yes',
  'groups list',
  'groups get $GROUP',
  'groups create crew --member $MAIL --yes',
  'groups rename crew team --yes',
  'groups members add team new@x.test --yes',
  'groups members remove team new@x.test --yes',
  'export users --out users.csv',
  'export groups --out groups-now.csv',
  'completion bash',
  'emulate init seed.yaml',
  'init example',
]

/** It takes minutes, and has tests of its own; without `--sandbox` it sends nothing. */
const PROBE = 'probe --confirm E0EMULATOR'

it('has every command in the walk', async () => {
  const leaves = allNodes(treeOf(await createProgram())).filter(
    ({ children, path }) => children.length === 0 || path === 'plan',
  )
  const walked = [...WALK, PROBE]
  const missing = leaves.filter(({ path }) => !walked.some((line) => `${line} `.startsWith(`${path} `)))
  expect(missing.map(({ path }) => path)).toEqual([])
})

describe.each(NODE_VERSIONS)('every command, built, in its own process of Node %s', (version) => {
  const company = companyOf(async () => [await installedNode(version)])

  it('ends with 1 where it would need a sandbox', async () => {
    const before = company.current.emulator.events.length
    expect(await company.current.run(PROBE.split(' '))).toMatchObject({ code: 1, output: '' })
    expect(company.current.emulator.events.length).toBe(before)
  })

  it('ends with 0, and says nothing of a stack', async () => {
    const { folder, run, edit } = company.current
    promote(company.current, 2)
    edit('slack-scim.config.yaml', (text) =>
      text.replace(
        'allow: [',
        'allow: [deactivate, reactivate, renameGroup, removeMembers, changeEmail, changeUserName, clear, ',
      ),
    )
    const [, row = ''] = readFileSync(join(folder, 'people.csv'), 'utf8').split('\n')
    const [, group = ''] = readFileSync(join(folder, 'groups.csv'), 'utf8').split('\n')
    const cells = row.split(',')
    const mail = cells.find((cell) => cell.includes('@')) ?? ''
    writeFileSync(join(folder, 'list.csv'), `email\n${mail}\n`)
    const named: Readonly<Record<string, string>> = {
      $ID: cells[0] ?? '',
      $MAIL: mail,
      $GROUP: group.split(',')[0] ?? '',
    }
    for (const line of WALK) {
      const { code, errors } = await run(line.split(' ').map((word) => named[word] ?? word))
      expect([line, code, errors]).toEqual([line, 0, expect.not.stringMatching(/^ +at |^error/m)])
    }
  }, 180_000)
})
