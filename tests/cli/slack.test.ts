import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { seedDirectory } from '../../mocks/index.ts'
import { emulated } from './emulated.ts'
import { runAt, runHere, temporary } from './run.ts'

const seed = seedDirectory({ users: 12, groups: 2 })
const slack = emulated({
  seed: {
    ...seed,
    users: [
      ...(seed.users ?? []),
      {
        userName: 'eve',
        id: 'U0EVE0001',
        email: 'eve@x.test',
        name: '\u001b[31mEve\u202e Red',
        primaryPhone: '+49 30 1',
      },
      { userName: 'gus', id: 'U0GUS0001', email: 'gus@x.test', guest: true, title: '=1+1' },
      { userName: 'old', id: 'U0OLD0001', email: 'old@x.test', active: false },
    ],
  },
})

const SECRET = 'xoxp-no-such-token-1234'

describe('users', () => {
  it('list prints a line for each account, and nothing that a terminal acts on', async () => {
    const { code, output, errors } = await runHere('users', 'list', ...slack.at)
    expect([code, errors]).toEqual([0, '15 accounts.\n'])
    expect(output.trim().split('\n')).toHaveLength(15)
    expect(output).toContain(
      'U0EVE0001    active    eve                    \\u{1b}[31mEve\\u{202e} R…  eve@x.test',
    )
    expect(output).toContain('U0GUS0001    guest ')
    expect(output).toContain('U0OLD0001    inactive')
    for (const active of ['\u001b', '\u202e']) expect(output).not.toContain(active)
  })

  it('list --json prints the version first, then each account as Slack has it', async () => {
    const { output } = await runHere('users', 'list', '--filter', 'userName eq "eve"', '--json', ...slack.at)
    expect(
      output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { type: 'version', version: expect.any(String), format: 1 },
      { type: 'user', user: expect.objectContaining({ id: 'U0EVE0001', userName: 'eve' }) },
      { type: 'end', users: 1 },
    ])
  })

  it.each(['U0EVE0001', 'eve@x.test', '@eve'])('get finds %s with both versions', async (who) => {
    for (const api of ['1.1', '2.0']) {
      const { code, output } = await runHere('users', 'get', who, '--api', api, ...slack.at)
      expect([code, output]).toEqual([
        0,
        expect.stringMatching(/^id +U0EVE0001\nstate +active\nuserName +eve\n/),
      ])
    }
  })

  it('get ends with 1 when nobody is found', async () => {
    const { code, output, errors } = await runHere('users', 'get', 'nobody@x.test', ...slack.at)
    expect([code, output, errors]).toEqual([1, '', expect.stringContaining("'nobody@x.test'")])
  })
})

describe('groups', () => {
  it('are listed and shown by id and name', async () => {
    const { output } = await runHere('groups', 'list', '--json', ...slack.at)
    const [, first] = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const { id, displayName } = first.group
    for (const which of [id, displayName]) {
      const shown = await runHere('groups', 'get', which, ...slack.at)
      expect([shown.code, shown.output]).toEqual([0, expect.stringContaining(`name     ${displayName}\n`)])
    }
    expect((await runHere('groups', 'list', ...slack.at)).output).toContain(`${id}`)
  })
})

describe('export', () => {
  it('writes CSV in which no cell is a formula', async () => {
    const { code, output } = await runHere(
      'export',
      'users',
      '--columns',
      'id,active,guest,title,phone',
      ...slack.at,
    )
    const rows: string[][] = parse(output)
    expect(code).toBe(0)
    expect(rows[0]).toEqual(['id', 'active', 'guest', 'title', 'phone'])
    expect(rows).toContainEqual(['U0GUS0001', 'true', 'true', "'=1+1", ''])
    expect(rows).toContainEqual(['U0EVE0001', 'true', 'false', '', "'+49 30 1"])
    expect(rows).toContainEqual(['U0OLD0001', 'false', 'false', '', ''])
  })

  it.each(['json', 'ndjson'])('writes %s with the same people', async (format) => {
    const { output } = await runHere(
      'export',
      'users',
      '--format',
      format,
      '--columns',
      'id,email',
      ...slack.at,
    )
    const rows =
      format === 'json'
        ? JSON.parse(output)
        : output
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line))
    expect(rows).toHaveLength(15)
    expect(rows).toContainEqual({ id: 'U0OLD0001', email: 'old@x.test' })
  })

  it('writes a file for its owner alone, and no other', async () => {
    const folder = temporary()
    const file = join(folder, 'groups.csv')
    const { code, output } = await runHere('export', 'groups', '--out', file, ...slack.at)
    expect([code, output, readdirSync(folder)]).toEqual([0, '', ['groups.csv']])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const [header, ...rows]: string[][] = parse(readFileSync(file, 'utf8'))
    expect([header, rows.length]).toEqual([['id', 'name', 'members'], 2])
    expect(rows[0]?.[2]).toMatch(/^U\w+(;U\w+)+$/)
  })

  it('refuses unknown columns and folders that are not there, before it asks Slack', async () => {
    const requests = slack.emulator.events.length
    const column = await runHere('export', 'users', '--columns', 'id,emial', ...slack.at)
    expect([column.code, column.errors]).toEqual([
      1,
      'error: --columns emial: unknown; did you mean email?\n',
    ])
    const folder = await runHere('export', 'users', '--out', '/no/such/folder/x.csv', ...slack.at)
    expect([folder.code, folder.errors]).toEqual([1, expect.stringContaining('the folder does not exist')])
    expect(slack.emulator.events).toHaveLength(requests)
  })

  it('leaves no file behind when Slack refuses the token', async () => {
    const folder = temporary()
    const file = join(folder, 'token')
    writeFileSync(file, SECRET, { mode: 0o600 })
    const args = ['export', 'users', '--out', join(folder, 'users.csv'), '--token-file', file, ...slack.at]
    const { code, output, errors } = await runHere(...args)
    expect([code, readdirSync(folder)]).toEqual([1, ['token']])
    expect(output + errors).not.toContain(SECRET)
  })
})

describe('the token', () => {
  it('is missing: exit 1, and the message names the ways to give it', async () => {
    const { code, errors } = await runAt({ env: { SLACK_SCIM_TOKEN: '' } }, 'users', 'list').ended
    expect([code, errors]).toEqual([
      1,
      'error: there is no token: set SLACK_SCIM_TOKEN, or name a file with --token-file\n',
    ])
  })

  it('comes from the variable that --token-env names, and no output has it', async () => {
    const place = { env: { MY_TOKEN: SECRET } }
    const { code, output, errors } = await runAt(
      place,
      'users',
      'list',
      '--token-env',
      'MY_TOKEN',
      ...slack.at,
    ).ended
    expect([code, output]).toEqual([1, ''])
    expect(errors).toMatch(/401|invalid_auth|token/i)
    expect(errors).not.toContain(SECRET)
  })

  it('in a file that others can read is refused', async () => {
    const file = join(temporary(), 'token')
    writeFileSync(file, SECRET)
    chmodSync(file, 0o640)
    const open = await runHere('users', 'list', '--token-file', file, ...slack.at)
    expect([open.code, open.errors]).toEqual([
      1,
      expect.stringContaining('can be read by others: run chmod 600'),
    ])
    chmodSync(file, 0o600)
    writeFileSync(file, `${slack.emulator.token}\n`)
    expect((await runHere('users', 'list', '--token-file', file, ...slack.at)).code).toBe(0)
    writeFileSync(file, 'two\nlines')
    const bad = await runHere('users', 'list', '--token-file', file, ...slack.at)
    expect([bad.code, bad.errors]).toEqual([1, expect.stringContaining('is no token')])
    expect(bad.errors).not.toContain('two')
  })

  it('is no argument', async () => {
    expect((await runHere('users', 'list', '--token', SECRET)).errors).toContain("unknown option '--token'")
  })

  it('goes to no address that is not encrypted', async () => {
    const place = { env: { SLACK_SCIM_TOKEN: SECRET } }
    const { code, errors } = await runAt(place, 'users', 'list', '--base-url', 'http://scim.test/').ended
    expect([code, errors]).toEqual([1, expect.stringContaining('http')])
    expect(errors).not.toContain(SECRET)
  })
})

describe('a large organization', () => {
  const large = emulated({ seed: seedDirectory({ users: 30_000, groups: 0 }) })

  it('is exported in memory that does not grow with it', async () => {
    const place = { env: { NODE_OPTIONS: '--max-old-space-size=64' } }
    const file = join(temporary(), 'users.csv')
    const { code, errors } = await runAt(place, 'export', 'users', '--out', file, ...large.at).ended
    expect([code, errors]).toEqual([0, `Wrote ${file}.\n`])
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(30_002)
  }, 120_000)
})
