import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createEmulator, type Emulator, type SeedUser } from '../../mocks/index.ts'
import { type EmulatorServer, serveEmulator } from '../../mocks/server.ts'
import { type Access, AUDIENCE, startAccess } from './access.ts'
import { expectSound, installExample, type Project } from './project.ts'

const HOST = fileURLToPath(new URL('miniflare-host.ts', import.meta.url))
const DAY = '2026-11-29'
const [CREATED, CHANGED, LEFT] = [30, 10, 10]

/** What the test takes from wrangler.jsonc. */
interface Configuration {
  readonly main: string
  readonly compatibility_date: string
  readonly vars: Readonly<Record<string, string>>
  readonly kv_namespaces: readonly { readonly binding: string }[]
  readonly r2_buckets: readonly { readonly binding: string }[]
  readonly workflows: readonly {
    readonly binding: string
    readonly name: string
    readonly class_name: string
  }[]
  readonly durable_objects: {
    readonly bindings: readonly { readonly name: string; readonly class_name: string }[]
  }
}

let project: Project
let configuration: Configuration
let script = ''
let access: Access
beforeAll(async () => {
  project = await installExample('provision-workflow', ['jose', '@cloudflare/workers-types'])
  const text = readFileSync(join(project.folder, 'wrangler.jsonc'), 'utf8')
  configuration = JSON.parse(text.replace(/^\s*\/\/.*$/gm, ''))
  const { outputFiles, warnings } = await build({
    absWorkingDir: project.folder,
    entryPoints: [configuration.main],
    bundle: true,
    write: false,
    format: 'esm',
    external: ['cloudflare:*'],
    conditions: ['workerd', 'worker', 'browser'],
  })
  expect(warnings).toEqual([])
  script = outputFiles[0]?.text ?? ''
  access = await startAccess()
})
afterAll(async () => {
  access.server.close()
  project.remove()
})

/** A company whose directory wants accounts created, changed and deactivated. */
const nameOf = (number: number): string => `person${number}`
const attributesOf = (number: number, title: string) => ({
  userName: nameOf(number),
  givenName: 'Person',
  familyName: `Number${number}`,
  email: `${nameOf(number)}@example.com`,
  title,
})
const seed = {
  users: [
    { userName: 'boss', email: 'boss@example.com', rank: 'primary-owner' } as const,
    ...Array.from(
      { length: CHANGED + LEFT },
      (_, n): SeedUser => ({
        userName: nameOf(n),
        name: { givenName: 'Person', familyName: `Number${n}` },
        email: `${nameOf(n)}@example.com`,
        title: 'Engineer',
      }),
    ),
  ],
}
const people = Array.from({ length: CHANGED + LEFT + CREATED }, (_, n) => ({
  key: `${n}`,
  active: n < CHANGED || n >= CHANGED + LEFT,
  attributes: attributesOf(n, n < CHANGED ? 'Director' : 'Engineer'),
}))

let folder = ''
let server: EmulatorServer | undefined
let host: Host | undefined
afterEach(async () => {
  await host?.kill()
  await server?.close()
  host = undefined
  server = undefined
  if (folder) rmSync(folder, { recursive: true, force: true })
})

/** The Worker, in a process of its own. */
interface Host {
  readonly url: string
  /** Lets the cron of the day fire. */
  cron(): void
  /** Kills miniflare and workerd at once, as a crash of the machine would. */
  kill(): Promise<void>
}

async function startHost(): Promise<Host> {
  const file = join(folder, 'options.json')
  const names = (list: readonly { readonly binding: string }[]) => list.map(({ binding }) => binding)
  const persisted = ['kvPersist', 'r2Persist', 'durableObjectsPersist', 'workflowsPersist']
  const options = {
    modules: true,
    script,
    compatibilityDate: configuration.compatibility_date,
    cf: false,
    bindings: {
      ...configuration.vars,
      STEPS_PER_BATCH: '10',
      ACCESS_TEAM: access.url,
      ACCESS_AUDIENCE: AUDIENCE,
      SLACK_TOKEN: server?.token,
      SLACK_SCIM_URL: `${server?.url}v1/`,
      SLACK_API_URL: new URL('/api/', server?.url).href,
    },
    kvNamespaces: names(configuration.kv_namespaces),
    r2Buckets: names(configuration.r2_buckets),
    durableObjects: Object.fromEntries(
      configuration.durable_objects.bindings.map(({ name, class_name: className }) => [
        name,
        { className, useSQLite: true },
      ]),
    ),
    workflows: Object.fromEntries(
      configuration.workflows.map(({ binding, name, class_name: className }) => [
        binding,
        { name, className },
      ]),
    ),
    ...Object.fromEntries(persisted.map((name) => [name, join(folder, name)])),
  }
  writeFileSync(file, JSON.stringify(options))
  // A group of its own: workerd is a child of miniflare.
  const child: ChildProcess = spawn(process.execPath, [HOST, file], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    let printed = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      if (process.env.SHOW) process.stderr.write(text)
      const [, found] = /Listening at (\S+)/.exec(printed) ?? []
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`miniflare ended with ${code}: ${printed}`)))
  })
  return {
    url,
    cron: () => void child.stdin?.write(`${Date.parse(`${DAY}T03:00:00Z`)}\n`),
    async kill() {
      if (child.exitCode === null && child.signalCode === null && child.pid)
        process.kill(-child.pid, 'SIGKILL')
      await exit
    },
  }
}

/** Starts the emulated Slack and the Worker, with the directory in KV. */
async function begin(): Promise<Emulator> {
  folder = mkdtempSync(join(tmpdir(), 'slack-scim-workflow-'))
  const emulator = createEmulator({ seed, assumptions: { 'deactivation-visibility': 'at-once' } })
  server = await serveEmulator(emulator)
  await putPeople()
  host = await startHost()
  return emulator
}

/** HR's export writes into KV; here miniflare does, which ends before the Worker starts. */
async function putPeople(): Promise<void> {
  const { Miniflare } = await import('miniflare')
  const binding = configuration.kv_namespaces[0]?.binding ?? ''
  const options = { modules: true, script: 'export default {}', kvNamespaces: [binding], cf: false as const }
  const miniflare = new Miniflare({ ...options, kvPersist: join(folder, 'kvPersist') })
  const store = (await miniflare.getKVNamespace(binding)) as unknown as {
    put(key: string, value: string): Promise<void>
  }
  await store.put('people', JSON.stringify(people))
  await miniflare.dispose()
}

/** Asks the Worker, as somebody or as nobody. */
async function ask(path: string, token?: string, digest?: string, origin = host?.url): Promise<Response> {
  const headers = { ...(token && { 'cf-access-jwt-assertion': token }), origin: new URL(`${origin}`).origin }
  const body = digest === undefined ? undefined : new URLSearchParams({ digest })
  return fetch(new URL(path, host?.url), { headers, ...(body && { method: 'POST', body }) })
}

async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  const end = Date.now() + 60_000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within a minute: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function digestShown(token: string): Promise<string> {
  const text = await (await ask(`/runs/${DAY}/plan`, token)).text()
  return /[0-9a-f]{64}/.exec(text)?.[0] ?? ''
}

describe('examples/provision-workflow', () => {
  it('compiles as a project', () => expectSound(project))

  it('applies an approved plan, killed in batch 2 of 5 and started again, and makes each account once', async () => {
    const emulator = await begin()
    const boss = await access.sign('boss@example.com')
    host?.cron()
    await until('a plan waits', async () => (await ask(`/runs/${DAY}/plan`, boss)).status === 200)
    const digest = await digestShown(boss)
    const created = () =>
      emulator.events.filter((event) => event.type === 'change' && event.what === 'new user').length
    expect(created()).toBe(0)
    expect((await ask(`/runs/${DAY}/approve`, boss, digest)).status).toBe(202)

    await until('batch 2 is under way', () => created() >= 14)
    await host?.kill()
    const atCrash = created()
    expect(atCrash).toBeLessThan(20)

    host = await startHost()
    // Cloudflare goes on by itself. Miniflare does when something touches the instance: the cron, which fires twice.
    host.cron()
    await until('the run has ended', async () => (await ask(`/runs/${DAY}`, boss)).status === 404)
    const { state } = emulator
    expect(created()).toBe(CREATED)
    expect(new Set(state.users.map(({ userName }) => userName)).size).toBe(1 + people.length)
    const posts = emulator.events.filter(
      (event) => event.type === 'request' && event.method === 'POST' && event.url.endsWith('/Users'),
    )
    // Four requests were under way at most when the machine died.
    expect(posts.length).toBeLessThanOrEqual(CREATED + 4)
    for (const { active, attributes } of people)
      expect(state.user(attributes.userName)).toMatchObject({ active, title: attributes.title })
  }, 120_000)

  it('shows a plan to approvers only, and takes only its digest from its own page', async () => {
    const emulator = await begin()
    host?.cron()
    const boss = await access.sign('Boss@example.com')
    await until('a plan waits', async () => (await ask(`/runs/${DAY}`, boss)).status === 200)
    const digest = await digestShown(boss)
    const statuses = async (...args: Parameters<typeof ask>) => (await ask(...args)).status
    const strangers = [
      undefined,
      'no token',
      await access.sign('jo@example.com'),
      await access.sign('boss@example.com', { audience: 'of another application' }),
    ]
    for (const token of strangers) {
      for (const path of ['', '/plan']) expect(await statuses(`/runs/${DAY}${path}`, token)).toBe(403)
      expect(await statuses(`/runs/${DAY}/approve`, token, digest)).toBe(403)
    }
    expect(await statuses(`/runs/${DAY}/approve`, boss, '0'.repeat(64))).toBe(409)
    expect(await statuses(`/runs/${DAY}/approve`, boss, digest.slice(0, 7))).toBe(409)
    expect(await statuses(`/runs/${DAY}/approve`, boss, digest, 'https://evil.example')).toBe(405)
    expect(await statuses(`/runs/${DAY}/approve`, boss)).toBe(405)
    expect(await statuses('/runs/2020-01-01', boss)).toBe(404)
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(emulator.events.filter(({ type }) => type === 'change')).toEqual([])
  }, 60_000)
})
