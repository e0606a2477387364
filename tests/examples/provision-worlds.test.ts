import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { csvDirectory } from '../../examples/provision/csv-directory.ts'
import { type Outcome, provision } from '../../examples/provision/provision.ts'
import { createEmulator, type Emulator, type Seed, slackWorlds } from '../../mocks/index.ts'
import { SCIMClient } from '../../src/index.ts'
import {
  type JournalStore,
  memoryJournal,
  readDesired,
  slackOrganization,
} from '../../src/provisioning/index.ts'

const EXAMPLE = fileURLToPath(new URL('../../examples/provision', import.meta.url))
const before = JSON.parse(readFileSync(join(EXAMPLE, 'slack-before.json'), 'utf8')) as Seed
const directory = await readDesired([csvDirectory(join(EXAMPLE, 'directory'))])
const AT_ONCE = { 'deactivation-visibility': 'at-once' } as const

async function run(emulator: Emulator, journal: JournalStore = memoryJournal()): Promise<Outcome> {
  const { token } = emulator
  return provision({
    scim: new SCIMClient(token, { fetch: emulator.fetch }),
    desired: directory,
    journal,
    facts: slackOrganization({ token, fetch: (url, init) => emulator.fetch(new Request(url, init)) }),
    approve: async (_shown, _plan, digest) => digest,
    onEvent: () => {},
  })
}

const writesOf = ({ events }: Emulator) =>
  events.filter((event) => event.type === 'request' && event.method !== 'GET' && event.url.includes('/scim/'))

describe.concurrent('examples/provision', () => {
  it.each(['lenient', 'filter-equality=neighbour-first row-order=newest-first', 'conflict-status=400'])(
    'makes Slack equal to the files in the world %s',
    async (name) => {
      const world = slackWorlds().find((candidate) => candidate.name === name)
      expect(world).toBeDefined()
      const emulator = createEmulator({ seed: before, assumptions: { ...world?.assumptions, ...AT_ONCE } })
      const { report, verification, next } = await run(emulator)
      expect(report).toMatchObject({ outcome: 'equal', failures: [], dropped: [], held: [] })
      expect(verification.outcome).toBe('equal')
      expect([next.steps, next.held, next.drift]).toEqual([[], [], []])
    },
  )

  it('writes nothing on the second run, and leaves alone what no file names', async () => {
    const emulator = createEmulator({ seed: before, assumptions: AT_ONCE })
    const journal = memoryJournal()
    await run(emulator, journal)
    const writes = writesOf(emulator).length
    expect(writes).toBeGreaterThan(190)
    const { report } = await run(emulator, journal)
    expect(report.outcome).toBe('equal')
    expect(writesOf(emulator).length).toBe(writes)
    const { state } = emulator
    const named = (name: string) => state.users.find((user) => user.userName === name)
    expect([named('slack.owner')?.active, named('guest.auditor')?.active]).toEqual([true, true])
    expect(state.groups.find((group) => group.displayName === 'Choir')?.members).toHaveLength(4)
  })
})

describe('the files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slack-scim-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const HEAD =
    'employee_id,user_name,given_name,family_name,email,title,department,manager,phone,start_date,status'
  const row = (id: string, { manager = '', status = 'active', name = id.toLowerCase() } = {}): string =>
    `${id},${name},Ada,Berg,${name}@example.com,Engineer,Platform,${manager},+1-555-0100,2024-01-01,${status}`

  it.each([
    [
      'people.csv:3: key E1: is also that of people.csv:2',
      [HEAD, row('E1'), row('E1', { name: 'other' })],
      [],
    ],
    ["people.csv:2: active: is 'gone': write active or left", [HEAD, row('E1', { status: 'gone' })], []],
    ['people.csv:2: E1: manager: no source has the person E2', [HEAD, row('E1', { manager: 'E2' })], []],
    ['E1: manager: reports to themselves', [HEAD, row('E1', { manager: 'E1' })], []],
    ['people.csv:2: employee_id: is empty', [HEAD, row('')], []],
    ["people.csv:1: column 'phone': is missing", [HEAD.replace('phone', 'fon'), row('E1')], []],
    ['groups.csv:2: g: members: no source has E9', [HEAD, row('E1')], ['g,E1', 'g,E9']],
  ])('are refused with the line: %s', async (message, people, memberships) => {
    writeFileSync(join(folder, 'people.csv'), people.join('\n'))
    writeFileSync(join(folder, 'groups.csv'), 'group,name\ng,Group')
    writeFileSync(join(folder, 'memberships.csv'), ['group,employee_id', ...memberships].join('\n'))
    await expect(readDesired([csvDirectory(folder)])).rejects.toThrow(message)
  })
})
