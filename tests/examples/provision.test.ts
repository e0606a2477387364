import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { startEmulator } from '../../examples/provision/emulator-process.ts'

const EXAMPLE = fileURLToPath(new URL('../../examples/provision', import.meta.url))
const MAIN = join(EXAMPLE, 'main.ts')

const folders: string[] = []
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** A copy of the example's files, with one text of one file replaced. */
function filesWith(file: string, former: string, next: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'slack-scim-'))
  folders.push(folder)
  cpSync(join(EXAMPLE, 'directory'), folder, { recursive: true })
  const content = readFileSync(join(folder, file), 'utf8')
  expect(content.includes(former), `${file} has ${former}`).toBe(true)
  writeFileSync(join(folder, file), content.replace(former, next))
  return folder
}

function start(args: readonly string[], options: { nodeArgs?: string[]; env?: object } = {}): ChildProcess {
  return spawn(process.execPath, [...(options.nodeArgs ?? []), MAIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', ...options.env },
  })
}

async function run(...args: Parameters<typeof start>): Promise<{ code: number; out: string; err: string }> {
  const child = start(...args)
  if (!child.stdout || !child.stderr) throw new Error('no output')
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ])
  return { code, out, err }
}

/** Prints to the standard error where each connection goes. */
const WATCH_CONNECTIONS = `data:text/javascript,${encodeURIComponent(`
  import { Socket } from 'node:net'
  const connect = Socket.prototype.connect
  Socket.prototype.connect = function (...args) {
    const [{ host }] = [args.flat()[0]]
    console.error('connects to ' + host)
    return connect.apply(this, args)
  }
`)}`

describe.concurrent('npm start', () => {
  it('makes the service match the files and prints its changes', async () => {
    const { code, out, err } = await run([])
    expect(err).toBe('')
    expect(out).toMatch(/^Files +200 people, 12 groups$/m)
    expect(out).toMatch(/^Service +42 accounts at http:\/\/127\.0\.0\.1:\d+\/scim\/v1\/$/m)
    expect(out).toMatch(/^Left alone +in no file: guest\.auditor, slack\.owner$/m)
    expect(out).toMatch(/^People +158 created, 13 changed, 1 reactivated, 14 already right$/m)
    expect(out).toMatch(
      /^Groups +7 created, 4 changed, 1 already right, 241 members added, 16 members removed$/m,
    )
    expect(out).toMatch(/^Leavers +12 deactivated, 2 without an account$/m)
    expect(out).toMatch(/^Read back +200 people, 13 groups, 48 pages$/m)
    expect(out).toMatch(/^Check +2510 values compared, 0 differ from the files$/m)
    expect(code).toBe(0)
  })

  it('connects only to localhost, and neither uses nor prints a token of the environment', async () => {
    const { code, out, err } = await run([], {
      nodeArgs: ['--import', WATCH_CONNECTIONS],
      env: { SLACK_TOKEN: 'xoxp-of-somebody', SLACK_SCIM_TOKEN: 'xoxp-of-somebody' },
    })
    expect(code).toBe(0)
    expect(new Set(err.trim().split('\n'))).toEqual(new Set(['connects to 127.0.0.1']))
    expect(out).not.toContain('xoxp')
  })

  it('exits with 1 and names the person that Slack refuses, and finishes the others', async () => {
    const { code, out } = await run([filesWith('people.csv', 'E1200,soren.quist', 'E1200,Slackbot')])
    expect(out).toContain('E1200 Slackbot: Slack refused (400 username_not_allowed (user=slackbot))')
    expect(out).toContain('E1200 Slackbot: has no account')
    expect(out).toMatch(/^People +157 created/m)
    expect(out).toMatch(/^Leavers +12 deactivated/m)
    expect(code).toBe(1)
  })

  it('exits with 1 and names the field when Slack stores another value', async () => {
    const { code, out } = await run([filesWith('people.csv', 'E1200,soren.quist', 'E1200,Soren.Quist')])
    expect(out).toContain('E1200 Soren.Quist: userName is "soren.quist", not "Soren.Quist"')
    expect(out).toMatch(/^Check +2510 values compared, 1 differ/m)
    expect(code).toBe(1)
  })

  it('exits with 1 before any request when the files are inconsistent', async () => {
    const { code, out, err } = await run([
      filesWith('memberships.csv', 'platform-team,E1002', 'platform-team,E9'),
    ])
    expect(err).toBe('memberships.csv, line 2: E9 is no active person of people.csv.\n')
    expect(out).toBe('')
    expect(code).toBe(1)
  })

  it.each([
    ['SIGINT', [130, null]],
    ['SIGKILL', [null, 'SIGKILL']],
  ] as const)('exits at once and stops the emulator after %s', async (signal, ending) => {
    const child = start([])
    let out = ''
    for await (const chunk of child.stdout ?? []) {
      out += chunk
      if (/at http\S+/.test(out)) break
    }
    const exit = once(child, 'exit')
    child.kill(signal)
    expect(await exit).toEqual(ending)
    const url = /http\S+/.exec(out)?.[0] ?? ''
    const deadline = Date.now() + 5000
    const answers = (): Promise<boolean> =>
      fetch(url).then(
        () => true,
        () => false,
      )
    while ((await answers()) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await answers()).toBe(false)
  })
})

describe('the emulator in a process of its own', () => {
  it('reports a failed start', async () => {
    await expect(startEmulator(join(EXAMPLE, 'no-such-seed.json'))).rejects.toThrow(
      'The emulator ended with exit code 1 before it listened.',
    )
  })

  it('ends after stop', async () => {
    const emulator = await startEmulator(join(EXAMPLE, 'slack-before.json'))
    const config = `${emulator.baseUrl}ServiceProviderConfigs`
    const headers = { authorization: `Bearer ${emulator.token}` }
    expect((await fetch(config, { headers })).status).toBe(200)
    await emulator.stop()
    await expect(fetch(config, { headers })).rejects.toThrow('fetch failed')
  })
})
