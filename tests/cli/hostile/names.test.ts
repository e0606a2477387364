import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedDirectory } from '../../../mocks/index.ts'
import { fileJournal } from '../../../src/provisioning/files/index.ts'
import { company, configOf } from '../company.ts'
import { emulated } from '../emulated.ts'
import { runRaw, temporary } from '../run.ts'
import { edit, slackCompany } from '../slack-company.ts'

/** Sets a window's title, begins a colour with a single character, turns the direction of writing, and ends the line. */
const HOSTILE = 'Eve\u001b]0;owned\u0007\u009b31m\u202e\r\u2028X'

const seed = seedDirectory({ users: 8, groups: 1 })
const slack = emulated({
  seed: {
    ...seed,
    users: [
      ...(seed.users ?? []),
      {
        id: 'U0EVE0001',
        userName: 'eve',
        displayName: HOSTILE,
        name: { givenName: HOSTILE, familyName: HOSTILE },
        title: HOSTILE,
        email: 'eve@x.test',
      },
    ],
    groups: [...(seed.groups ?? []), { id: 'S0EVIL001', displayName: HOSTILE, members: ['eve'] }],
  },
})

/** What a terminal acts on, but for line ends and colours. */
const ACTIVE = /(?!\n)[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u

/** Expects that a terminal can show what was printed. */
function expectPlain(what: string, { output, errors }: { output: string; errors: string }): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are the program's own.
  const rest = (output + errors).replace(/\u001b\[\d*m/g, '')
  expect([what, ACTIVE.exec(rest)?.[0]]).toEqual([what, undefined])
  expect([what, rest.length > 0]).toEqual([what, true])
}

/** What sources may hold: it turns the direction of writing, and back never. */
const TURNED = 'Eve\u202e\u2066X'

let folder = ''
let at: readonly string[] = []
beforeAll(async () => {
  ;({ folder, at } = await slackCompany(slack))
  edit(join(folder, 'people.csv'), (text) => text.replace(/(U0EVE0001.*),,/, `$1,${TURNED},`))
  edit(join(folder, 'groups.csv'), (text) => `${text}${TURNED},${TURNED},add,U0EVE0001\n`)
  edit(join(folder, 'slack-scim.config.yaml'), (text) =>
    text
      .replace('name: people', `name: ${JSON.stringify(TURNED)}`)
      .replace('allow: [', 'allow: [deactivate, renameGroup, removeMembers, '),
  )
})

const plan = (): string => join(folder, 'plan.json')

describe('names from Slack and from sources', () => {
  it.each([
    ['check', 0],
    ['check --json', 0],
    ['doctor', 0],
    ['plan --all', 0],
    ['plan --json', 0],
    ['plan --format markdown', 0],
    ['plan --format html', 0],
    ['plan --format json', 0],
    ['explain U0EVE0001', 0],
    ['explain eve@x.test --json', 0],
    ['audit', 0],
    ['audit --json', 0],
    ['apply', 1],
    ['users list', 0],
    ['users list --json', 0],
    ['users get eve', 0],
    ['users get eve --json', 0],
    ['users update eve --set title=Chief', 1],
    ['groups list', 0],
    ['groups list --json', 0],
    ['groups get S0EVIL001', 0],
    ['groups rename S0EVIL001 better', 1],
    ['export users --format json', 0],
    ['export groups --format ndjson', 0],
  ] as const)('of %s do not act on a terminal', async (line, code) => {
    const [command = '', ...rest] = line.split(' ')
    const takesConfig = !/^(users (list|get)|groups (list|get)|export)/.test(line)
    const options = command === 'check' ? at.slice(0, 2) : takesConfig ? at : slack.at
    const ended = await runRaw(command, ...rest, ...options.filter((option) => option !== '--quiet'))
    expect([line, ended.code, ended.errors]).toEqual([line, code, expect.any(String)])
    expectPlain(line, ended)
  })

  it('of a plan that somebody wrote, of its run and of its way back do not act on a terminal', async () => {
    expectPlain('plan', await runRaw('plan', '--out', plan(), ...at))
    writeFileSync(
      plan(),
      readFileSync(plan(), 'utf8').replace(/"who": "[^"]*"/g, `"who": ${JSON.stringify(HOSTILE)}`),
    )
    const shown = await runRaw('show', plan(), '--all')
    expectPlain('show', shown)
    const digest = /^Digest (\w+)$/m.exec(shown.output)?.[1] ?? ''
    const now = ['--settle-timeout', '0s']
    const journal = at.slice(0, 2)
    for (const [args, codes] of [
      [['show', plan(), '--format', 'markdown'], [0]],
      [
        ['apply', plan(), '--expect', digest, ...now, ...at],
        [0, 7],
      ],
      [
        ['verify', plan(), ...now, ...at],
        [0, 7],
      ],
      [
        ['rollback', 'last', ...at],
        [0, 3],
      ],
      [['runs', 'list', ...journal], [0]],
      [['runs', 'show', 'last', ...journal], [0]],
    ] as const) {
      const ended = await runRaw(...args)
      expect(codes).toContain(ended.code)
      expectPlain(args.join(' '), ended)
    }
    // Slack has lost all of it, and the verification names each step.
    slack.emulator.reset()
    expectPlain('verify', await runRaw('verify', plan(), '--settle-timeout', '0s', ...at))
  })

  it('of a terminal that export writes to are shown as escapes', async () => {
    const isTTY = Object.getOwnPropertyDescriptor(process.stdout, 'isTTY')
    Object.defineProperty(process.stdout, 'isTTY', { value: true, configurable: true })
    try {
      const { output } = await runRaw('export', 'users', ...slack.at)
      expectPlain('export', { output, errors: '' })
      expect(output).toContain('Eve\\u{1b}]0;owned')
    } finally {
      if (isTTY) Object.defineProperty(process.stdout, 'isTTY', isTTY)
      else Reflect.deleteProperty(process.stdout, 'isTTY')
    }
    expect((await runRaw('export', 'users', ...slack.at)).output).toContain(HOSTILE)
  })
})

describe('names in messages', () => {
  it.each([
    [HOSTILE],
    ['plan', `--${HOSTILE}`],
    ['plan', '--format', HOSTILE],
    ['apply', '--allow', HOSTILE],
    ['export', 'users', '--columns', HOSTILE],
    ['check', '--config', `${HOSTILE}.yaml`],
    ['show', HOSTILE],
    ['init', `/dev/null/${HOSTILE}`],
    ['users', 'update', 'eve', '--set', HOSTILE],
    ['completion', HOSTILE],
    ['emulate', '--world', HOSTILE],
    ['emulate', '--seed', `${HOSTILE}.json`],
  ])('of arguments do not act on a terminal: %#', async (...args) => {
    const ended = await runRaw(...args)
    expect(ended.code).toBe(1)
    expectPlain(args.join(' '), ended)
  })

  it.each([
    ['users', 'get', HOSTILE],
    ['groups', 'get', HOSTILE],
    ['users', 'list', '--filter', HOSTILE],
    ['explain', HOSTILE],
    ['rollback', HOSTILE],
    ['plan', '--only', HOSTILE],
  ])('of what is not found do not act on a terminal: %#', async (...args) => {
    const needsConfig = !['users', 'groups'].includes(args[0] ?? '')
    expectPlain(args.join(' '), await runRaw(...args, ...(needsConfig ? at : slack.at)))
  })

  it.each([
    ['a value', `id,userName,email\n1,${HOSTILE},a@x.test\n`],
    ['a header', `id,${HOSTILE}\n`],
    ['a repeated key', `id,userName,email\n${HOSTILE},ada,a@x.test\n${HOSTILE},bo,b@x.test\n`],
    ['a group', `id,userName,email,groups\n1,ada,a@x.test,${HOSTILE}\n1,ada,a@x.test,\n`],
  ])('of %s of a source do not act on a terminal', async (_what, csv) => {
    const ended = await runRaw('check', '--config', company({ 'people.csv': csv.replace('\r\u2028', '') }))
    expect(ended.code).toBe(1)
    expectPlain('check', ended)
  })

  it('of a configuration do not act on a terminal', async () => {
    const config = configOf(
      `{ csv: ${JSON.stringify(HOSTILE)}, key: id }`,
      `\n${JSON.stringify(HOSTILE)}: 1\n`,
    )
    expectPlain('config', await runRaw('check', '--config', company({ 'slack-scim.config.yaml': config })))
    const missing = configOf(`{ csv: ${JSON.stringify(`${HOSTILE}.csv`)}, key: id }`)
    expectPlain('file', await runRaw('check', '--config', company({ 'slack-scim.config.yaml': missing })))
  })

  it('of the holder of a lease do not act on a terminal', async () => {
    const place = join(temporary(), 'journal')
    const journal = fileJournal(place)
    await journal.lease(HOSTILE, 60_000)
    const ended = await runRaw('sync', ...at, '--journal', `file:${place}`)
    expect(ended.code).toBe(6)
    expectPlain('sync', ended)
  })
})

describe('answers of a service', () => {
  const server = createServer((_request, response) => {
    response.writeHead(400, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ Errors: [{ description: HOSTILE, code: 400 }], ok: false, error: HOSTILE }))
  })
  beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)))
  afterAll(() => void server.close())

  it.each(['users list', 'groups list', 'doctor', 'plan'])('to %s do not act on a terminal', async (line) => {
    const { port } = server.address() as AddressInfo
    const needsConfig = ['doctor', 'plan'].includes(line)
    const options = [...(needsConfig ? at.slice(0, 2) : []), '--base-url', `http://127.0.0.1:${port}/scim/`]
    const ended = await runRaw(...line.split(' '), ...options)
    expect(ended.code).toBe(1)
    expectPlain(line, ended)
  })
})
