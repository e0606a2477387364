import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator, type SeedUser } from '../../mocks/index.ts'
import { type EmulatorServer, serveEmulator } from '../../mocks/server.ts'
import { ROOT } from '../support/tool.ts'
import { copyExample, ended, type Project, run, start } from './project.ts'

const DAY = 86_400_000
const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString()
const guest = (userName: string, days: number, active = true): SeedUser => ({
  id: `U0${userName.toUpperCase()}`,
  userName,
  active,
  guest: { expiration: inDays(days) },
})
const SEED = {
  users: [
    guest('later', 10.5),
    guest('soon', 2.5),
    guest('far', 60),
    guest('gone', 3, false),
    { userName: 'jo' },
  ],
}

let emulator: Emulator
let server: EmulatorServer
let project: Project
beforeAll(async () => {
  emulator = createEmulator({ seed: SEED })
  server = await serveEmulator(emulator)
  project = copyExample('deno-script')
  // JSR gives what `deno publish` took: these sources. `links` puts them in its place; the specifier stays.
  const file = join(project.folder, 'deno.json')
  const configuration = { ...JSON.parse(readFileSync(file, 'utf8')), links: [ROOT], nodeModulesDir: 'manual' }
  writeFileSync(file, JSON.stringify(configuration))
  writeFileSync(join(project.folder, 'package.json'), '{"dependencies":{"ofetch":"*","valibot":"*"}}')
  symlinkSync(`${ROOT}node_modules`, join(project.folder, 'node_modules'), 'junction')
})
afterAll(async () => {
  project.remove()
  await server.close()
})

/** The flags of a task, with the host of the test in the place of its own. */
function flags(task: 'guests' | 'try', host: string): string[] {
  const { tasks } = JSON.parse(readFileSync(`${ROOT}examples/deno-script/deno.json`, 'utf8'))
  const [program, ...words] = (tasks[task] as string).split(' ')
  expect([program, words.at(-1)]).toEqual(['deno', 'guests.ts'])
  return words.map((word) => word.replace(/(?<=^--allow-net=).*/, host))
}

const environment = (): Record<string, string> => ({
  SLACK_SCIM_TOKEN: server.token,
  SLACK_SCIM_URL: `${server.url}v1/`,
})

describe('the Deno script that lists expiring guests', () => {
  test('compiles against the sources published to JSR', async () => {
    await run(project.folder, 'deno', ['check', 'guests.ts'])
    const { imports } = JSON.parse(readFileSync(`${ROOT}examples/deno-script/deno.json`, 'utf8'))
    const { name, version } = JSON.parse(readFileSync(`${ROOT}deno.json`, 'utf8'))
    expect(imports).toEqual({ [name]: `jsr:${name}@^${version}` })
  })

  test('lists expiring guests, the next one first, and writes nothing', async () => {
    const { host } = new URL(server.url)
    const printed = await run(project.folder, 'deno', flags('try', host), environment())
    expect(printed.split('\n')).toEqual([
      `${inDays(2.5).slice(0, 10)}  U0SOON  soon@example.com`,
      `${inDays(10.5).slice(0, 10)}  U0LATER  later@example.com`,
      '2 guests end within 14 days.',
      '',
    ])
    const methods = emulator.events.flatMap((event) => (event.type === 'request' ? [event.method] : []))
    expect(new Set(methods)).toEqual(new Set(['GET']))
  })

  test('connects only to the named host', async () => {
    const args = flags('guests', 'api.slack.com')
    expect(args).toContain('--allow-net=api.slack.com')
    emulator.reset()
    const { code, stdout, stderr } = await ended(start(project.folder, 'deno', args, environment()))
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain('127.0.0.1')
    expect(stderr).not.toContain(server.token)
    expect(emulator.events).toEqual([])
  })

  test('names the missing variable without a token', async () => {
    const { code, stderr } = await ended(
      start(project.folder, 'deno', flags('try', '127.0.0.1'), { SLACK_SCIM_TOKEN: '' }),
    )
    expect([code, stderr]).toEqual([2, 'Usage: SLACK_SCIM_TOKEN=… deno task guests [days]\n'])
  })
})
