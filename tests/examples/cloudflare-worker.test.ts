import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { Miniflare, type Request, Response } from 'miniflare'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../mocks/index.ts'
import { SCIMClient } from '../../src/index.ts'
import { expectSound, installExample, type Project } from './project.ts'

const TOKEN = 'xoxp-a-secret-of-the-worker'
const SEED = {
  users: [
    { userName: 'jo', email: 'Jo@example.com' },
    { userName: 'kim', email: 'kim@private.test', secondaryEmail: 'kim@example.com' },
    { id: 'U0STRANGER', userName: 'mallory', email: 'mallory@other.test' },
    { id: 'U0GUEST', userName: 'guest', email: 'guest@other.test', guest: true },
    { userName: 'gone', email: 'gone@other.test', active: false },
    { userName: 'boss', email: 'boss@example.com', rank: 'primary-owner' as const },
  ],
}

/** What the test takes from wrangler.jsonc. */
interface Configuration {
  readonly main: string
  readonly compatibility_date: string
  readonly compatibility_flags?: readonly string[]
  readonly triggers: { readonly crons: readonly [string] }
  readonly kv_namespaces: readonly [{ readonly binding: string }]
}

interface Directory {
  put(key: string, value: string): Promise<void>
}

interface Triggered {
  scheduled(options: { readonly cron: string }): Promise<{ readonly outcome: string }>
}

let project: Project
let configuration: Configuration
let script = ''
beforeAll(async () => {
  project = await installExample('cloudflare-worker')
  const text = readFileSync(join(project.folder, 'wrangler.jsonc'), 'utf8')
  configuration = JSON.parse(text.replace(/^\s*\/\/.*$/gm, ''))
  script = await bundle(configuration.main)
})
afterAll(() => project.remove())

/** Bundles a module of the example with the conditions of wrangler. */
async function bundle(entry: string): Promise<string> {
  const { outputFiles, warnings } = await build({
    absWorkingDir: project.folder,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    conditions: ['workerd', 'worker', 'browser'],
  })
  expect(warnings).toEqual([])
  return outputFiles[0]?.text ?? ''
}

let worker: Miniflare | undefined
afterEach(async () => {
  await worker?.dispose()
  worker = undefined
})

/** Runs the Worker as its cron trigger does; resolves to what it logged and how it ended. */
async function report(
  emulator: Emulator,
  addresses?: unknown,
): Promise<{ lines: string[]; outcome: string }> {
  const lines: string[] = []
  worker = new Miniflare({
    modules: true,
    script,
    compatibilityDate: configuration.compatibility_date,
    compatibilityFlags: [...(configuration.compatibility_flags ?? [])],
    cf: false,
    bindings: { SLACK_SCIM_TOKEN: TOKEN },
    kvNamespaces: configuration.kv_namespaces.map(({ binding }) => binding),
    outboundService: async (request: Request) => {
      const { method, url, headers } = request
      const answer = await emulator.fetch(url, { method, headers: [...headers] })
      return new Response(await answer.text(), { status: answer.status, headers: [...answer.headers] })
    },
    structuredWorkerdLogs: true,
    handleStructuredLogs: (line: { readonly level: string; readonly message: string }) => {
      if (line.level === 'log') lines.push(line.message.replace(/\s+/g, ' '))
    },
  })
  const { binding } = configuration.kv_namespaces[0]
  // The types of both need those of Workers.
  const directory = (await worker.getKVNamespace(binding)) as unknown as Directory
  if (addresses !== undefined) await directory.put('addresses', JSON.stringify(addresses))
  const triggered = (await worker.getWorker()) as unknown as Triggered
  const { outcome } = await triggered.scheduled({ cron: configuration.triggers.crons[0] })
  return { lines, outcome }
}

describe('the Worker that reports unknown accounts', () => {
  test('compiles as a project', () => expectSound(project))

  test('reports unknown accounts, and sends only reads', async () => {
    const emulator = createEmulator({ seed: SEED, token: TOKEN })
    const before = JSON.stringify(emulator.state.users)
    const { lines, outcome } = await report(emulator, [
      'jo@example.com',
      'KIM@example.com',
      'boss@example.com',
    ])
    expect(outcome).toBe('ok')
    expect(lines).toEqual([
      "{ message: 'unknown account', id: 'U0GUEST', emails: [ 'guest@other.test' ], guest: true }",
      "{ message: 'unknown account', id: 'U0STRANGER', emails: [ 'mallory@other.test' ], guest: false }",
      "{ message: 'report', accounts: 5, unknown: 2, complete: true }",
    ])
    expect(lines.join()).not.toContain(TOKEN)
    const requests = emulator.events.filter((event) => event.type === 'request')
    expect(requests.length).toBeGreaterThan(0)
    expect(requests.filter(({ method }) => method !== 'GET')).toEqual([])
    expect(JSON.stringify(emulator.state.users)).toBe(before)
  })

  test.each([
    ['no list', undefined],
    ['an empty list', []],
    ['something else', { addresses: [] }],
  ])('throws and reports no account when there is %s', async (_what, addresses) => {
    const emulator = createEmulator({ seed: SEED, token: TOKEN })
    const { lines, outcome } = await report(emulator, addresses)
    expect(outcome).toBe('exception')
    expect(lines).toEqual([])
    expect(emulator.events).toEqual([])
  })

  test('rejects writes of its own code', async () => {
    const emulator = createEmulator({ seed: SEED, token: TOKEN })
    const file = join(project.folder, 'read-only.mjs')
    writeFileSync(file, await bundle('src/read-only.ts'))
    const { readOnly } = await import(/* @vite-ignore */ pathToFileURL(file).href)
    const scim = new SCIMClient(TOKEN, { fetch: emulator.fetch, middleware: [readOnly] })
    await expect(scim.deleteUser('U0STRANGER')).rejects.toThrow(
      'DELETE Users/U0STRANGER: this Worker only reads',
    )
    expect((await scim.readUser('U0STRANGER')).user.active).toBe(true)
    expect(emulator.events.filter(({ type }) => type === 'change')).toEqual([])
  })
})
