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
  it('shows the plan, applies it, verifies it, and plans nothing afterwards', async () => {
    const { code, out, err } = await run([])
    expect(err).toBe('')
    expect(out).toMatch(/^Checked +200 people, 12 groups$/m)
    expect(out).toMatch(/^Service +http:\/\/127\.0\.0\.1:\d+\/scim\/v1\/$/m)
    expect(out).toMatch(/^Deactivate 12 /m)
    expect(out).toMatch(/^Approved +[0-9a-f]{64}$/m)
    expect(out).toMatch(
      /^Applied +equal: 158 createUser, 14 updateUser, 1 reactivate, 7 createGroup, 4 addMembers, 3 removeMembers, 12 deactivate$/m,
    )
    expect(out).toMatch(/^Verified +equal$/m)
    expect(out).toMatch(/^Plan again +empty$/m)
    const [, sent, minimum] =
      /^Done +200 people, 199 steps, (\d+) requests to apply \(at least (\d+)\), [\d.]+ s$/m.exec(out) ?? []
    // Slack shows a deactivation late, so some are read more than once.
    expect(Number(sent)).toBeGreaterThanOrEqual(Number(minimum))
    expect(Number(sent)).toBeLessThan(Number(minimum) * 1.2)
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

  it('exits with 1 and names the step that Slack refuses, and finishes the others', async () => {
    const { code, out } = await run([filesWith('people.csv', 'E1200,soren.quist', 'E1200,Slackbot')])
    expect(out).toMatch(/^ {2}createUser:E1200: username_not_allowed/m)
    expect(out).toMatch(/^Applied +partial: 157 createUser, .* 12 deactivate$/m)
    expect(out).toMatch(/^Plan again +\d+ steps are left$/m)
    expect(code).toBe(1)
  })

  it('exits with 1 and writes nothing when a guard refuses', async () => {
    const { code, out, err } = await run([filesWith('memberships.csv', 'on-call,', 'lunch-club,')])
    expect(err).toContain('removeMembers: 0 done + ')
    expect(out).not.toContain('Applied')
    expect(code).toBe(1)
  })

  it('exits with 1 before any request when the files are inconsistent', async () => {
    const { code, out, err } = await run([
      filesWith('memberships.csv', 'platform-team,E1002', 'platform-team,E9'),
    ])
    expect(err).toContain('groups.csv:2: platform-team: members: no source has E9')
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
      if (/http\S+\n/.test(out)) break
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
