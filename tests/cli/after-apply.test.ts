import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createEmulator, seedDirectory } from '../../mocks/index.ts'
import { serveEmulator } from '../../mocks/server.ts'
import { fileJournal } from '../../src/provisioning/files/index.ts'
import { emulated } from './emulated.ts'
import { runHere } from './run.ts'
import { edit, type SlackCompany, slackCompany } from './slack-company.ts'

const seed = seedDirectory({ users: 40, groups: 2 })
const slack = emulated({
  seed: {
    ...seed,
    users: [
      ...(seed.users ?? []),
      { userName: 'eve', id: 'U0EVE0001', email: 'eve@x.test', title: 'Engineer' },
      {
        userName: 'ada',
        id: 'U0ADA0001',
        name: 'Ada Berg',
        email: 'ada@x.test',
        enterprise: { employeeNumber: '1042' },
      },
      { userName: 'max', id: 'U0MAX0001', rank: 'admin', email: 'max@x.test', title: 'Engineer' },
    ],
    tokens: [{ token: 'xoxp-without-users-read', holder: 'max', scopes: ['admin'] }],
  },
})

async function company(): Promise<SlackCompany> {
  slack.emulator.reset()
  return slackCompany(slack)
}

const titleOf = (id: string): unknown => slack.emulator.state.users.find((user) => user.id === id)?.title
function promote(folder: string): void {
  edit(join(folder, 'people.csv'), (text) => text.replace(/(U0EVE0001.*)Engineer/, '$1Chief'))
}

describe('the journal', () => {
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

  it.each(['file:', 'file://', 'file:///'])('refuses %s, which names no folder', async (url) => {
    const { at } = await company()
    const { code, errors } = await runHere('plan', ...at, '--journal', url)
    expect([code, errors]).toEqual([1, expect.stringContaining('--journal: must name a folder')])
  })

  it('reports a journal that others can read, and sends nothing', async () => {
    const { folder, at } = await company()
    promote(folder)
    await runHere('apply', ...at, '--only', 'createUser', '--yes')
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
    expect([verified.code, verified.output]).toEqual([0, '1 of 1 step as planned.\n'])
    const config = at.slice(0, 2)
    expect((await runHere('runs', 'list', ...config)).output).toMatch(/equal +1 step done/)
    expect((await runHere('runs', 'show', 'last', ...config)).output).toContain(
      'done      updateUser:U0EVE0001',
    )
    expect((await runHere('rollback', 'last', ...at, '--out', back)).output).toContain('Chief → Engineer')
    expect((await runHere('apply', back, ...at, '--yes')).code).toBe(0)
    expect(titleOf('U0EVE0001')).toBe('Engineer')
    const differs = await runHere('verify', file, ...at, '--settle-timeout', '0s')
    expect(differs.code).toBeGreaterThan(1)
    expect((await runHere('runs', 'show', 'nope', ...config)).code).toBe(1)
  })

  it('adopt notes the organization, and takes the link of another key away', async () => {
    const { folder, at } = await company()
    expect((await runHere('adopt', '--key', 'U0EVE0001', '--id', 'U0EVE0001', ...at)).code).toBe(0)
    const moved = await runHere('adopt', '--key', 'U0MAX0001', '--id', 'U0EVE0001', ...at, '--json')
    const lines = moved.output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect([moved.code, lines.slice(1)]).toEqual([
      0,
      [
        expect.objectContaining({ type: 'unlink', key: 'U0EVE0001' }),
        expect.objectContaining({ type: 'link', key: 'U0MAX0001', id: 'U0EVE0001' }),
      ],
    ])
    edit(join(folder, 'slack-scim.config.yaml'), (text) => text.replace(/^organization: .*\n/m, ''))
    const other = createEmulator({ seed: { organization: { id: 'E0OTHER' } } })
    const server = await serveEmulator(other)
    try {
      const options = [
        ...at.filter((option) => !option.startsWith('http') && option !== '--base-url'),
        '--base-url',
        server.url,
      ]
      const refused = await runHere('adopt', '--key', 'U0MAX0001', '--new', ...options)
      expect([refused.code, refused.errors]).toEqual([5, expect.stringContaining('not of E0EMULATOR')])
    } finally {
      await server.close()
    }
    const file = join(folder, 'links.csv')
    writeFileSync(file, 'key,id\nU0EVE0001,U0EVE0001\nU0MAX0001,U0EVE0001\n')
    const twice = await runHere('adopt', '--file', file, ...at)
    expect([twice.code, twice.errors]).toEqual([1, expect.stringContaining('cannot be that of')])
    writeFileSync(file, 'key,id\nU0EVE0001,U0EVE0001\nU0EVE0001,U0MAX0001\n')
    const either = await runHere('adopt', '--file', file, ...at)
    expect([either.code, either.errors]).toEqual([
      1,
      expect.stringContaining("links.csv:3: key: 'U0EVE0001' is that of U0EVE0001 already"),
    ])
  })

  it('adopt --new frees a number that was given to a new person, whether the key is linked or was only matched', async () => {
    for (const isLinked of [true, false]) {
      const { folder, at } = await company()
      if (!isLinked) rmSync(join(folder, '.slack-scim'), { recursive: true })
      edit(join(folder, 'people.csv'), (text) =>
        text.replace(/^U0ADA0001.*$/m, (row) =>
          row
            .replaceAll('Ada', 'Bo')
            .replaceAll('Berg', 'Chen')
            .replace(',ada,', ',bo.chen,')
            .replace('ada@', 'bo@'),
        ),
      )
      const before = await runHere('explain', 'U0ADA0001', ...at)
      expect(before.output).toMatch(/held +reused: .*Fix: slack-scim adopt --key U0ADA0001 --new/)
      expect((await runHere('adopt', '--key', 'U0ADA0001', '--new', ...at)).code).toBe(0)
      const after = await runHere('plan', ...at)
      expect(after.output).toMatch(/Create 1[\s\S]*Bo Chen {2}bo@x\.test/)
      const digest = /^Digest (\w+)/m.exec(after.output)?.[1] ?? ''
      expect((await runHere('apply', '--expect', digest, ...at)).code).toBe(0)
      expect((await runHere('plan', ...at)).output).not.toMatch(/^(Create|Change|Link)/m)
      expect(slack.emulator.state.users.find(({ id }) => id === 'U0ADA0001')?.primaryEmail).toBe('ada@x.test')
    }
  }, 60_000)

  it('adopt and verify work with a token that may not read ranks, and say what they do not know', async () => {
    const { folder, at } = await company()
    const token = join(folder, 'token')
    writeFileSync(token, 'xoxp-without-users-read', { mode: 0o600 })
    const options = [...at.filter((option) => option !== '--quiet'), '--token-file', token]
    promote(folder)
    const file = join(folder, 'plan.json')
    expect((await runHere('plan', ...at, '--out', file)).code).toBe(0)
    expect((await runHere('apply', file, ...at, '--yes')).code).toBe(0)
    for (const args of [
      ['verify', file],
      ['adopt', '--key', 'U0EVE0001', '--id', 'U0EVE0001'],
    ]) {
      const { code, errors } = await runHere(...args, ...options)
      expect([code, errors]).toEqual([0, expect.stringMatching(/^warning: .*users:read.* Until then /m)])
    }
    rmSync(join(folder, '.slack-scim'), { recursive: true })
    edit(join(folder, 'slack-scim.config.yaml'), (text) => text.replace(/^organization: .*\n/m, ''))
    const unknown = await runHere('adopt', '--key', 'U0EVE0001', '--id', 'U0EVE0001', ...options)
    expect([unknown.code, unknown.errors]).toEqual([1, expect.stringContaining('set organization')])
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
    expect(output).toBe('3 entries removed.\n')
  })
})
