import type { ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createEmulator, type Emulator } from '../../mocks/index.ts'
import { type EmulatorServer, serveEmulator } from '../../mocks/server.ts'
import { type RedisServer, startRedis } from '../pacing/redis-server.ts'
import { ended, expectSound, installExample, type Project, start } from './project.ts'

const PEOPLE = 30
const people = Array.from({ length: PEOPLE }, (_, n) => ({
  key: `${n}`,
  attributes: {
    userName: `person${n}`,
    givenName: 'Person',
    familyName: `Number${n}`,
    email: `person${n}@example.com`,
    title: 'Engineer',
  },
}))

let project: Project
beforeAll(async () => {
  project = await installExample('provision-pods', ['ioredis', '@types/node', 'undici-types'])
  writeFileSync(join(project.folder, 'people.json'), JSON.stringify(people))
})
afterAll(() => project.remove())

let redis: RedisServer
let emulator: Emulator
let server: EmulatorServer
const pods: ChildProcess[] = []
beforeEach(async () => {
  redis = await startRedis()
  emulator = createEmulator({ seed: { users: [{ userName: 'boss', rank: 'primary-owner' }] } })
  server = await serveEmulator(emulator)
}, 120_000)
afterEach(async () => {
  for (const pod of pods.splice(0)) pod.kill('SIGKILL')
  await Promise.all([redis.stop(), server.close()])
})

function startPod(name: string): ChildProcess {
  const pod = start(project.folder, 'node', ['src/main.ts'], {
    POD: name,
    REDIS_URL: `redis://127.0.0.1:${redis.port}`,
    SLACK_TOKEN: server.token,
    SLACK_ORGANIZATION: 'E0EMULATOR',
    SLACK_SCIM_URL: `${server.url}v1/`,
    SLACK_API_URL: new URL('/api/', server.url).href,
  })
  pods.push(pod)
  return pod
}

/** Resolves when a pod has printed a text. */
function printed(pod: ChildProcess, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let all = ''
    pod.stdout?.on('data', (part) => {
      all += part
      if (all.includes(text)) resolve()
    })
    pod.once('exit', (code) => reject(new Error(`the pod ended with ${code} before it said: ${text}`)))
  })
}

const created = (): number =>
  emulator.events.filter((event) => event.type === 'change' && event.what === 'new user').length

async function untilCreated(count: number): Promise<void> {
  const end = Date.now() + 60_000
  while (created() < count) {
    if (Date.now() > end) throw new Error(`${created()} of ${count} accounts were created within a minute`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function expectEachOnce(): void {
  expect(created()).toBe(PEOPLE)
  const names = emulator.state.users.map(({ userName }) => userName)
  expect(names.sort()).toEqual(['boss', ...people.map(({ attributes }) => attributes.userName)].sort())
}

describe('examples/provision-pods', () => {
  it('compiles as a project', () => expectSound(project))

  it('goes on in a second pod when the first is killed, and makes each account once', async () => {
    const first = startPod('pod-1')
    await untilCreated(8)
    const second = startPod('pod-2')
    const end = ended(second)
    await printed(second, 'pod-2 stands by: pod-1 has the lease')
    await untilCreated(14)
    first.kill('SIGKILL')
    const killed = performance.now()
    const before = created()
    expect(before).toBeLessThan(PEOPLE)

    await printed(second, 'pod-2 applies')
    // The lease lasts 15 seconds, and the second pod looks every 2.
    expect(performance.now() - killed).toBeLessThan(20_000)
    const { code, stdout, stderr } = await end
    expect(stderr).toBe('')
    expect(stdout).toMatch(/pod-2 applies \d+ steps\n/)
    expect(stdout).toContain('pod-2 ended: equal')
    expect(code).toBe(0)
    expectEachOnce()
  }, 120_000)

  it('gives the lease up at once when a pod is asked to stop', async () => {
    const first = startPod('pod-1')
    const firstEnd = ended(first)
    await untilCreated(8)
    first.kill('SIGTERM')
    expect(await firstEnd).toMatchObject({ code: 1, stdout: expect.stringContaining('pod-1 ended: stopped') })
    const second = startPod('pod-2')
    const { code, stdout } = await ended(second)
    expect(stdout).not.toContain('stands by')
    expect(stdout).toContain('pod-2 ended: equal')
    expect(code).toBe(0)
    expectEachOnce()
  }, 120_000)
})
