import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'

const CLI = new URL('../../mocks/cli.ts', import.meta.url).pathname
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** Starts the command; `line` is its first line, `ended` how it ended. */
function run(...args: string[]) {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  children.push(child)
  let output = ''
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const ended = new Promise<{ code: number | null; signal: string | null; output: string; errors: string }>(
    (resolve) => child.on('close', (code, signal) => resolve({ code, signal, output, errors })),
  )
  const line = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk) => {
      output += chunk
      if (output.includes('\n')) resolve(output.slice(0, output.indexOf('\n')))
    })
  })
  return { child, line, ended }
}

async function list(line: string) {
  const [, url, token] = /at (\S+) with token (\S+)/.exec(line) ?? []
  const response = await fetch(`${url}v1/Users`, { headers: { authorization: `Bearer ${token}` } })
  return (await response.json()) as { totalResults: number }
}

describe('slack-scim-emulator', () => {
  it('prints one line with address and token, serves, and ends cleanly on SIGTERM', async () => {
    const { child, line, ended } = run('--users', '7', '--token', 'xoxp-mine')
    expect(await line).toMatch(
      /^Slack SCIM emulator at http:\/\/127\.0\.0\.1:\d+\/scim\/ with token xoxp-mine$/,
    )
    expect((await list(await line)).totalResults).toBe(7)
    // Deno reports the signal that it sent, not the code with which the child ended.
    if (child.pid !== undefined) process.kill(child.pid, 'SIGTERM')
    expect(await ended).toMatchObject({ code: 0, signal: null, errors: '' })
  })

  it('reads a seed, and ends with its parent when it is asked to', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'emulator-'))
    try {
      const file = join(folder, 'seed.json')
      writeFileSync(file, JSON.stringify({ users: [{ userName: 'jo' }] }))
      const { child, line, ended } = run('--seed', file, '--world', 'lenient', '--with-parent')
      expect((await list(await line)).totalResults).toBe(2)
      child.stdin.end()
      expect(await ended).toMatchObject({ code: 0, errors: '' })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('explains itself, and says what is wrong with an argument', async () => {
    const [help, world, port, seed] = await Promise.all([
      run('--help').ended,
      run('--world', 'upside-down').ended,
      run('--port', 'http').ended,
      run('--seed', 'no-such-file.json').ended,
    ])
    expect(help).toMatchObject({ code: 0, errors: '' })
    expect(help.output).toContain('--with-parent')
    expect(world).toMatchObject({ code: 1, output: '' })
    expect(world.errors).toContain('--world upside-down')
    expect(port.errors).toContain('--port must be a number')
    expect(seed.errors).toContain('--seed no-such-file.json')
  })
})
