import { describe, expect, it } from 'vitest'
import { type Assumptions, createEmulator, virtualClock } from '../../mocks/index.ts'
import { SCIM2Client, SCIMClient, SCIMTimeoutError } from '../../src/index.ts'
import { slackPacer } from '../../src/pacing/slack-pacer.ts'
import { START } from './paced.ts'

interface Options {
  readonly assumptions?: Partial<Assumptions>
  readonly share?: number
  readonly maxQueue?: number
}

const person = (userName: string) => ({
  userName,
  emails: [{ value: `${userName}@example.com`, primary: true }],
})
const people = (count: number) => Array.from({ length: count }, (_, index) => `person${index}`)

function setUp({ assumptions = {}, ...options }: Options = {}) {
  const clock = virtualClock({ start: START, autoAdvance: false })
  const emulator = createEmulator({ assumptions, clock, limits: true })
  const pacer = slackPacer({ share: 1, clock, ...options })
  const settings = { clock, pacer, transport: emulator.transport }
  const statuses = () => emulator.events.flatMap((event) => (event.type === 'response' ? [event.status] : []))
  return { clock, emulator, pacer, settings, statuses, scim: new SCIMClient(emulator.token, settings) }
}

describe('a client with a pacer', () => {
  it('creates fifty users at the limit, and is never refused', async () => {
    const { clock, scim, statuses } = setUp()
    await clock.run(Promise.all(people(50).map((name) => scim.createUser(person(name)))))
    expect(statuses()).toEqual(Array.from({ length: 50 }, () => 201))
    expect(clock.now() - START).toBe(10_000)
  })

  it('is refused thirty times without a pacer', async () => {
    const { clock, emulator, statuses } = setUp()
    const scim = new SCIMClient(emulator.token, { clock, transport: emulator.transport, retryHandlers: [] })
    await clock.run(Promise.allSettled(people(50).map((name) => scim.createUser(person(name)))))
    expect(statuses().filter((status) => status === 429)).toHaveLength(30)
  })

  it('shares the pacer with the other clients of the organization', async () => {
    const { clock, emulator, scim, settings, statuses } = setUp()
    const other = new SCIM2Client(emulator.token, settings)
    const names = people(30)
    await clock.run(
      Promise.all(names.map((name, index) => (index % 2 ? scim : other).createUser(person(name)))),
    )
    expect(new Set(statuses())).toEqual(new Set([201]))
    expect(clock.now() - START).toBeGreaterThanOrEqual(3333)
  })

  it('keeps the place of a refused call, and waits for all of Retry-After', async () => {
    const { clock, emulator, scim } = setUp()
    emulator.faults.add({ kind: 'rate-limit', retryAfter: 30, match: { nth: 1 } })
    const done: string[] = []
    const calls = people(25).map(async (name) => {
      await scim.createUser(person(name))
      done.push(name)
    })
    await clock.run(Promise.all(calls))
    expect(done.indexOf('person0')).toBe(19)
    expect(clock.now() - START).toBeGreaterThanOrEqual(30_000)
  })

  it.each(['too_many_requests', 'resource_locked'] as const)(
    'writes a user that another process has locked, after a 429 with %s',
    async (reason) => {
      const { clock, emulator, scim, statuses } = setUp({ assumptions: { 'locked-user': reason } })
      emulator.faults.add({ kind: 'latency', milliseconds: 2500, when: 'after' })
      const id = emulator.state.users[0]?.id ?? ''
      const other = new SCIMClient(emulator.token, { clock, transport: emulator.transport })
      const writes = [other.patchUser(id, { title: 'First' }), scim.patchUser(id, { title: 'Last' })]
      await clock.run(Promise.all(writes))
      expect(emulator.state.user(id)?.title).toBe('Last')
      expect(statuses()).toContain(429)
      expect(clock.now() - START).toBeLessThan(10_000)
    },
  )

  it('rejects at once when the first free place is after the deadline', async () => {
    const { clock, scim, pacer } = setUp()
    const calls = people(40).map((name) => scim.createUser(person(name), { deadline: 5100 }))
    const results = await clock.run(Promise.allSettled(calls))
    const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    expect(errors).toHaveLength(5)
    for (const error of errors) {
      expect(error).toBeInstanceOf(SCIMTimeoutError)
      expect(error).toMatchObject({ scope: 'call', attempts: 0, applied: 'no' })
    }
    expect(pacer.snapshot().queued).toBe(0)
  })

  it('rejects when the queue is full, and when a waiting call is aborted', async () => {
    const { clock, scim } = setUp({ maxQueue: 1 })
    const controller = new AbortController()
    const calls = people(22).map((name) => scim.createUser(person(name), { signal: controller.signal }))
    const results = Promise.allSettled(calls)
    await clock.run(clock.sleep(100))
    controller.abort()
    const errors = (await clock.run(results)).flatMap((result) =>
      result.status === 'rejected' ? [result.reason] : [],
    )
    expect(errors.map(({ name }) => name)).toEqual(['SCIMAbortError', 'SCIMPacingError'])
  })

  it('goes on with a resource after an attempt without an answer', async () => {
    const { clock, emulator, settings } = setUp()
    const scim = new SCIMClient(emulator.token, { ...settings, retryHandlers: [] })
    emulator.faults.add({ kind: 'connection', when: 'before', match: { nth: 1 } })
    const id = emulator.state.users[0]?.id ?? ''
    const writes = [scim.patchUser(id, { title: 'First' }), scim.patchUser(id, { title: 'Last' })]
    const [first, last] = await clock.run(Promise.allSettled(writes))
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'connection_error' } })
    expect(last?.status).toBe('fulfilled')
    expect(emulator.state.user(id)?.title).toBe('Last')
  })

  it.each([
    ['an answer', { kind: 'status', status: 503, when: 'before' } as const],
    ['no answer', { kind: 'connection', when: 'refused' } as const],
  ])('waits as its retry handler says after %s, which is no 429', async (_, fault) => {
    const { clock, emulator, settings } = setUp()
    const handler = {
      maxRetryCount: 1,
      canRetry: () => true,
      intervalCalculator: { interval: () => 7000 },
    }
    const scim = new SCIMClient(emulator.token, { ...settings, retryHandlers: [handler] })
    emulator.faults.add({ ...fault, match: { nth: 1 } })
    const before = clock.now()
    await clock.run(scim.readUser(emulator.state.users[0]?.id ?? ''))
    expect(clock.now() - before).toBeGreaterThanOrEqual(7000)
  })
})
