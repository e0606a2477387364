import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { aFewAtATime } from '../../examples/provision/a-few-at-a-time.ts'
import { check } from '../../examples/provision/check.ts'
import { type Person, readDirectory } from '../../examples/provision/directory.ts'
import { findHolders } from '../../examples/provision/holders.ts'
import { provision } from '../../examples/provision/provision.ts'
import { readBack, type ServiceState } from '../../examples/provision/read-back.ts'
import type { Report } from '../../examples/provision/report.ts'
import { topDown } from '../../examples/provision/reporting-line.ts'
import { createEmulator, type Emulator, type Seed, slackWorlds } from '../../mocks/index.ts'
import { SCIMClient } from '../../src/index.ts'

const EXAMPLE = fileURLToPath(new URL('../../examples/provision', import.meta.url))
const directory = readDirectory(join(EXAMPLE, 'directory'))
const before = JSON.parse(readFileSync(join(EXAMPLE, 'slack-before.json'), 'utf8')) as Seed

function silent(): Report {
  const refusals: string[] = []
  return {
    refusals,
    line: () => {},
    count: () => {},
    refused: (text) => void refusals.push(text),
    step: (_label, _total, _kinds, work) => work(() => {}),
  }
}

function clientOf(emulator: Emulator): SCIMClient {
  return new SCIMClient(emulator.token, { fetch: emulator.fetch })
}

async function afterTheRun(assumptions = {}): Promise<{ emulator: Emulator; state: ServiceState }> {
  const emulator = createEmulator({ seed: before, assumptions })
  const report = silent()
  const { mismatches } = await provision(clientOf(emulator), directory, report)
  expect([...mismatches, ...report.refusals]).toEqual([])
  return { emulator, state: await readBack(clientOf(emulator), silent()) }
}

describe.concurrent('the run', () => {
  it.each(['lenient', 'filter-equality=neighbour-first row-order=newest-first', 'conflict-status=400'])(
    'reaches the files in the world %s',
    async (name) => {
      const world = slackWorlds().find((candidate) => candidate.name === name)
      expect(world).toBeDefined()
      await afterTheRun(world?.assumptions)
    },
  )

  it('writes nothing on the second run', async () => {
    const { emulator } = await afterTheRun()
    const methods: string[] = []
    const scim = new SCIMClient(emulator.token, {
      fetch: emulator.fetch,
      onEvent: (event) => {
        if (event.type === 'call.start') methods.push(event.method)
      },
    })
    await provision(scim, directory, silent())
    expect(new Set(methods)).toEqual(new Set(['GET']))
  })

  it('leaves accounts and groups outside the files unchanged', async () => {
    const { emulator } = await afterTheRun()
    const named = (name: string) => emulator.state.users.find((user) => user.userName === name)
    expect(named('slack.owner')?.active).toBe(true)
    expect(named('guest.auditor')?.active).toBe(true)
    expect(emulator.state.groups.find((group) => group.displayName === 'Choir')?.members).toHaveLength(4)
  })

  it('stops at an error that concerns more than one person', async () => {
    const emulator = createEmulator({ seed: before })
    const scim = new SCIMClient('xoxp-nobody', { fetch: emulator.fetch })
    await expect(provision(scim, directory, silent())).rejects.toThrow('invalid_authentication')
  })
})

describe('the check', async () => {
  const { state } = await afterTheRun()
  const withUser = (employeeId: string, change: object): ServiceState => ({
    ...state,
    users: state.users.map((user) =>
      findHolders(directory.people, state.users).get(employeeId) === user ? { ...user, ...change } : user,
    ),
  })
  const leaver = directory.people.find(
    (person) => person.status === 'left' && state.users.some((user) => user.userName === person.userName),
  )

  it.each([
    [
      'a title',
      withUser('E1002', { title: 'Intern' }),
      'E1002 eli.ortega: title is "Intern", not "Head of Platform"',
    ],
    [
      'an address',
      withUser('E1002', { emails: [] }),
      'E1002 eli.ortega: email is "", not "eli.ortega@example.com"',
    ],
    ['a state', withUser('E1002', { active: false }), 'E1002 eli.ortega: active is false, not true'],
    [
      'a leaver',
      withUser(leaver?.employeeId ?? '', { active: true }),
      `${leaver?.employeeId} ${leaver?.userName}: has left and is still active`,
    ],
    [
      'a missing account',
      { ...state, users: state.users.filter((user) => user.userName !== 'soren.quist') },
      'E1200 soren.quist: has no account',
    ],
    [
      'a missing group',
      { ...state, groups: state.groups.filter((group) => group.displayName !== 'Leadership') },
      'Leadership: there is no such group',
    ],
    [
      'a duplicate group',
      {
        ...state,
        groups: [...state.groups, ...state.groups.filter((group) => group.displayName === 'On Call')],
      },
      'On Call: there is more than one group of this name',
    ],
    [
      'a missing member',
      { ...state, groups: state.groups.map((group) => ({ ...group, members: group.members.slice(1) })) },
      /^Leadership: lacks E\d+$/,
    ],
    [
      'an unexpected member of a group',
      {
        ...state,
        groups: state.groups.map((group) => ({ ...group, members: [...group.members, { value: 'U0' }] })),
      },
      'Leadership: has U0, who is no member',
    ],
  ])('reports %s', (_what, wrong, line) => {
    const { mismatches } = check(directory, wrong)
    const expected = typeof line === 'string' ? line : expect.stringMatching(line)
    expect(mismatches).toContainEqual(expected)
  })

  it('reports nothing in the right state', () => {
    expect(check(directory, state)).toEqual({ compared: 2510, mismatches: [] })
  })
})

describe('the files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slack-scim-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const HEAD =
    'employee_id,user_name,given_name,family_name,email,title,department,manager,phone,start_date,status'
  const row = (id: string, manager = '', status = 'active'): string =>
    `${id},ada,Ada,Berg,ada@example.com,Engineer,Platform,${manager},+1,2024-01-01,${status}`

  it.each([
    ['people.csv, line 3: employee_id E1 is there twice.', [HEAD, row('E1'), row('E1')]],
    ['people.csv, line 2: status must be active or left.', [HEAD, row('E1', '', 'gone')]],
    ['people.csv, line 2: E2 is no active person of people.csv.', [HEAD, row('E1', 'E2')]],
    [
      'people.csv, line 3: E1 is no active person of people.csv.',
      [HEAD, row('E1', '', 'left'), row('E2', 'E1')],
    ],
    ['people.csv, line 2: employee_id is empty.', [HEAD, row('')]],
    ['people.csv, line 2: the column phone is missing.', [HEAD.replace('phone', 'fon'), row('E1')]],
  ])('are rejected with the line: %s', (message, lines) => {
    writeFileSync(join(folder, 'people.csv'), lines.join('\n'))
    expect(() => readDirectory(folder)).toThrow(message)
  })

  it('sort managers before their reports, and reject a cycle', () => {
    const reports = (employeeId: string, manager: string) => ({ employeeId, manager }) as Person
    const [a, b, c] = [reports('A', 'B'), reports('B', 'C'), reports('C', '')]
    expect(topDown([a, b, c])).toEqual([[c], [b], [a]])
    expect(() => topDown([a, b])).toThrow('people.csv: A, B manage each other.')
  })
})

describe('the concurrency limit', () => {
  it('runs every task within the limit', async () => {
    let running = 0
    let most = 0
    const done: number[] = []
    await aFewAtATime([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 1))
      running--
      done.push(item)
    })
    expect(most).toBe(3)
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  it('starts no task after a failure', async () => {
    const begun: number[] = []
    const run = aFewAtATime([1, 2, 3, 4, 5], 2, async (item) => {
      begun.push(item)
      await Promise.resolve()
      if (item === 1) throw new Error('broken')
    })
    await expect(run).rejects.toThrow('broken')
    await new Promise((resolve) => setTimeout(resolve, 1))
    expect(begun.length).toBeLessThan(5)
  })
})
