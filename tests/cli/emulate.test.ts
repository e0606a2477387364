import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run, runFile, runHere, started, temporary } from './run.ts'

async function list(
  url: string,
  token: string,
  path = 'v1/Users',
): Promise<{ status: number; totalResults: number }> {
  const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } })
  return { status: response.status, ...((await response.json()) as { totalResults: number }) }
}

describe('slack-scim emulate', () => {
  it('prints one line with address and token, serves, and ends with 0 on SIGTERM and SIGINT', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const running = run('emulate', '--users', '7', '--groups', '2', '--token', 'xoxp-mine')
      expect(await running.line).toMatch(
        /^Slack SCIM emulator at http:\/\/127\.0\.0\.1:\d+\/scim\/ with token xoxp-mine$/,
      )
      const { url, token } = await started(running)
      expect(await list(url, token)).toMatchObject({ status: 200, totalResults: 7 })
      expect(await list(url, token, 'v2/Groups')).toMatchObject({ status: 200, totalResults: 2 })
      running.child.kill(signal)
      expect(await running.ended).toMatchObject({ code: 0, signal: null, errors: '' })
    }
  })

  it('is what slack-scim-emulator runs', async () => {
    const running = runFile('cli/emulator-alias.ts', ['--users', '3'])
    const { url, token } = await started(running)
    expect((await list(url, token)).totalResults).toBe(3)
  })

  it('reads a seed of YAML and ends with its parent when it is told to', async () => {
    const file = join(temporary(), 'seed.yaml')
    writeFileSync(file, 'users:\n  - { userName: jo, enterprise: { employeeNumber: "0042" } }\n')
    const running = run('emulate', '--seed', file, '--with-parent')
    const { url, token } = await started(running)
    expect((await list(url, token)).totalResults).toBe(2)
    running.child.stdin?.end()
    expect(await running.ended).toMatchObject({ code: 0, errors: '' })
  })

  it('writes a starter that it serves, and overwrites no file', async () => {
    const folder = temporary()
    for (const name of ['seed.yaml', 'seed.json']) {
      const file = join(folder, name)
      const written = await runHere('emulate', 'init', file)
      expect(written).toMatchObject({ code: 0, errors: '' })
      expect(written.output).toContain(`npx -p slack-scim slack-scim emulate --port 4010 --seed ${file}`)
      const { url, token } = await started(run('emulate', '--seed', file))
      expect((await list(url, token)).totalResults).toBe(7)
      const again = await runHere('emulate', 'init', file)
      expect([again.code, again.errors]).toEqual([
        1,
        `error: init ${file}: the file is there already; name another one\n`,
      ])
    }
  })

  it('obeys --world and --assume, the latter over the former', async () => {
    const options = ['--world', 'lenient', '--assume', 'deactivated-in-lists=excluded', '--users', '14']
    const { url, token } = await started(run('emulate', ...options))
    expect((await list(url, token)).totalResults).toBe(13)
    const plain = await fetch(`${url}v1/Users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      body: '{}',
    })
    expect(plain.status).toBe(400)
  })

  it('obeys --limits and --faults', async () => {
    const file = join(temporary(), 'faults.yaml')
    writeFileSync(
      file,
      '- { kind: status, status: 503, times: always, match: { operation: searchGroups } }\n',
    )
    const { url, token } = await started(run('emulate', '--limits', '--faults', file))
    const headers = { authorization: `Bearer ${token}` }
    expect((await fetch(`${url}v1/Groups`, { headers })).status).toBe(503)
    expect((await fetch(`${url}v1/Groups`, { headers })).status).toBe(503)
    const statuses = await Promise.all(
      Array.from({ length: 30 }, async () => {
        const response = await fetch(`${url}v1/Users`, { method: 'POST', headers, body: '{}' })
        await response.text()
        return response.status
      }),
    )
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
  })

  it('obeys --clock: ten times as fast, five seconds are half a second', async () => {
    const options = [
      '--clock',
      '10x',
      '--assume',
      'deactivation-visibility=five-seconds-late',
      '--users',
      '5',
    ]
    const { url, token } = await started(run('emulate', ...options))
    const headers = { authorization: `Bearer ${token}` }
    const { Resources } = (await (await fetch(`${url}v1/Users`, { headers })).json()) as {
      Resources: { id: string; userName: string }[]
    }
    const id = Resources.find(({ userName }) => userName.endsWith('5'))?.id
    const isActive = async (): Promise<boolean> =>
      ((await (await fetch(`${url}v1/Users/${id}`, { headers })).json()) as { active: boolean }).active
    const start = Date.now()
    expect((await fetch(`${url}v1/Users/${id}`, { method: 'DELETE', headers })).status).toBe(200)
    expect(await isActive()).toBe(true)
    while (await isActive()) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(Date.now() - start).toBeLessThan(4000)
  })

  it('answers to names that --allow-host allows, on the host that --host names', async () => {
    const { url } = await started(run('emulate', '--host', '0.0.0.0', '--allow-host', 'emulator'))
    expect(url).toMatch(/^http:\/\/0\.0\.0\.0:\d+\/scim\/$/)
    const { port } = new URL(url)
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
    const control = await fetch(`http://127.0.0.1:${port}/_emulator/`)
    expect([control.status, await control.text()]).toEqual([
      403,
      expect.stringContaining('loopback hosts only'),
    ])
  })

  it('prints JSON with --json', async () => {
    const running = run('emulate', '--json', '--token', 'xoxp-mine')
    expect(JSON.parse(await running.line)).toEqual({
      url: expect.stringMatching(/^http:/),
      token: 'xoxp-mine',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    })
  })

  it('says that the port is in use', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const { code, errors, output } = await run('emulate', '--port', String(port)).ended
    server.close()
    expect([code, output, errors]).toEqual([
      1,
      '',
      `error: --port ${port}: the port is in use; choose another one\n`,
    ])
  })
})
