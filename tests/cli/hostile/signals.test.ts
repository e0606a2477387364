import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { emulatedCompany, type Initialized, initialize, writesOf } from '../initialized.ts'
import { type Running, runAt } from '../run.ts'

const PEOPLE = 10
const slack = emulatedCompany(20, { assumptions: { 'deactivation-visibility': 'at-once' } })

let company: Initialized
beforeEach(async () => {
  slack.emulator.reset()
  company = await initialize(slack)
})

/** Adds people to the file, and makes Slack take its time for each. */
function hire(people = PEOPLE): void {
  // A limit counts what is in doubt, and then what is made of it.
  company.edit('slack-scim.config.yaml', (text) =>
    text.replace(/^policy:$/m, 'policy:\n  limits: { createUser: { count: 100, percent: 100 } }'),
  )
  company.edit('people.csv', (text) => {
    const [header = ''] = text.split('\n')
    const columns = header.split(',')
    const rows = Array.from({ length: people }, (_, n) => {
      const values: Readonly<Record<string, string>> = {
        id: `new-${n}`,
        active: 'true',
        guest: 'false',
        userName: `new${n}`,
        email: `new${n}@x.test`,
        givenName: 'New',
        familyName: `Number${n}`,
      }
      return columns.map((name) => values[name] ?? '').join(',')
    })
    return `${text}${rows.join('\n')}\n`
  })
  slack.emulator.faults.add({
    kind: 'latency',
    milliseconds: 150,
    times: Number.POSITIVE_INFINITY,
    match: { operation: 'createUser' },
  })
}

const hired = (): number =>
  slack.emulator.state.users.filter(({ userName }) => /^new\d/.test(userName)).length

/** Sends a signal when a few people are there. */
async function whenSomeAreHired({ child }: Running, ...signals: readonly NodeJS.Signals[]): Promise<void> {
  for (let tries = 0; tries < 2000 && hired() < 3; tries++)
    await new Promise((resolve) => setTimeout(resolve, 10))
  for (const signal of signals) child.kill(signal)
}

describe('a run that is interrupted', () => {
  it.each([['SIGINT'], ['SIGTERM'], ['SIGHUP'], ['SIGHUP', 'SIGHUP']] as const)(
    'by %s finishes what it has begun, and the next one makes everybody once',
    async (...signals) => {
      hire()
      const running = company.start('sync')
      await whenSomeAreHired(running, ...signals)
      const { code, errors } = await running.ended
      expect([code, errors]).toEqual([130, expect.stringContaining('Run the same command again')])
      expect(hired()).toBeLessThan(PEOPLE)
      slack.emulator.faults.clear()
      expect(await company.run('sync', '--quiet')).toMatchObject({ code: 0 })
      expect([hired(), writesOf(slack)]).toEqual([PEOPLE, PEOPLE])
    },
  )

  it('by SIGKILL leaves a lease, and after it the next one makes everybody once', async () => {
    hire(6)
    const running = company.start('sync')
    await whenSomeAreHired(running, 'SIGKILL')
    expect((await running.ended).signal).toBe('SIGKILL')
    slack.emulator.faults.clear()
    expect(await company.run('sync', '--quiet')).toMatchObject({
      code: 6,
      errors: expect.stringContaining('has the lease until'),
    })
    // A minute later.
    const folder = join(company.folder, '.slack-scim')
    const lease = join(
      folder,
      readdirSync(folder)
        .filter((name) => name.endsWith('.lease'))
        .sort()
        .at(-1) ?? '',
    )
    writeFileSync(
      lease,
      JSON.stringify({ ...JSON.parse(readFileSync(lease, 'utf8')), until: Date.now() - 1 }),
    )
    expect(await company.run('sync', '--quiet')).toMatchObject({ code: 0 })
    expect(hired()).toBe(6)
    expect(await company.run('plan', '--quiet', '--detailed-exitcode')).toMatchObject({ code: 0 })
  })

  it('before it sends anything sends nothing, whatever it reads', async () => {
    hire()
    slack.emulator.faults.add({
      kind: 'latency',
      milliseconds: 5000,
      times: Number.POSITIVE_INFINITY,
      match: { operation: 'searchUsers' },
    })
    for (const command of ['plan', 'sync']) {
      const before = slack.emulator.events.length
      const { child, ended } = company.start(command)
      for (let tries = 0; tries < 2000 && slack.emulator.events.length === before; tries++)
        await new Promise((resolve) => setTimeout(resolve, 10))
      child.kill('SIGINT')
      expect(await ended).toMatchObject({ code: 130, output: '' })
    }
    expect([hired(), writesOf(slack)]).toEqual([0, 0])
  })
})

describe('closed streams', () => {
  const start = (streams: string, ...args: string[]): Running['ended'] =>
    runAt({ through: ['bash', '-c', `exec "$@" ${streams}`, 'bash'] }, ...args, ...company.at).ended

  it('of stdin is no terminal: nothing is sent unapproved', async () => {
    hire()
    expect(await start('<&-', 'apply', '--yes')).toMatchObject({
      code: 1,
      errors: expect.stringContaining('without a terminal'),
    })
    expect(writesOf(slack)).toBe(0)
  })

  it('of all do not stop a run', async () => {
    hire()
    slack.emulator.faults.clear()
    expect(await start('<&- >&- 2>&-', 'sync')).toMatchObject({ code: 0, output: '', errors: '' })
    expect(hired()).toBe(PEOPLE)
  })
})
