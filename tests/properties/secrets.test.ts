import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEmulator, type Fault, seedDirectory, slackWorlds } from '../../mocks/index.ts'
import { SCIMClient, SCIMError, type SCIMEvent, type Transport } from '../../src/index.ts'

const clock = {
  now: () => Date.now(),
  setTimeout: (callback: () => void, ms: number): unknown => setTimeout(callback, ms < 30_000 ? 0 : 20),
  clearTimeout: (timer: unknown): void => clearTimeout(timer as NodeJS.Timeout),
}

/** A value in every form that a log could print. */
function printed(value: unknown): string {
  const own = value instanceof Error ? `${value.message}\n${value.stack}` : ''
  const inspected = inspect(value, { depth: 10 }) + inspect(value, { depth: 10, customInspect: false })
  return `${String(value)}\n${JSON.stringify(value)}\n${inspected}\n${own}`
}

const OPERATIONS: readonly ((scim: SCIMClient, id: string) => PromiseLike<unknown>)[] = [
  (scim, id) => scim.readUser(id),
  (scim, id) => scim.patchUser(id, { title: 'x' }),
  (scim) => scim.createUser({ userName: 'new.one', emails: [{ value: 'new@example.com' }] }),
  (scim, id) => scim.deleteUser(id),
  (scim) => scim.searchUsers({ count: 3 }).toArray({ max: 100 }),
  (scim) => scim.searchGroups(),
  (scim) => scim.readGroup('S0'),
  (scim) => scim.apiCall({ method: 'POST', path: 'Users', body: {} }),
  (scim) => scim.getServiceProviderConfig(),
]

const fault: fc.Arbitrary<Fault> = fc
  .oneof(
    fc.record({
      kind: fc.constant('status' as const),
      status: fc.constantFrom(400, 408, 500, 503),
      body: fc.constantFrom('json' as const, 'html' as const, 'empty' as const),
    }),
    fc.record({
      kind: fc.constant('body' as const),
      body: fc.constantFrom('html' as const, 'empty' as const, 'truncated-json' as const),
    }),
    fc.record({
      kind: fc.constant('connection' as const),
      when: fc.constantFrom('refused' as const, 'before' as const, 'after' as const, 'mid-body' as const),
    }),
    fc.record({ kind: fc.constant('rate-limit' as const), retryAfter: fc.constantFrom(0, 1, 9999) }),
    fc.record({ kind: fc.constant('hang' as const) }),
  )
  .map((one) => ({ ...one, times: 2 }))

const token = fc.stringMatching(/^(xoxp-)?[A-Za-z0-9_~.-]{12,30}$/)

/** Wraps a transport so that the secret comes back in the response or in an error. */
function echoing(
  inner: Transport,
  where: 'body' | 'title' | 'error' | 'header' | 'nowhere',
  secret: string,
): Transport {
  return async (url, init) => {
    const bearer = init.headers.authorization
    if (where === 'error') {
      const cause = Object.assign(new Error(`${bearer} was refused`), {
        code: 'ECONNRESET',
        headers: [bearer],
      })
      throw Object.assign(new TypeError(`fetch failed: ${secret}`, { cause }), { init })
    }
    if (where === 'nowhere') return inner(url, init)
    const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error']
    const text =
      where === 'title'
        ? `<html><title>${secret}</title>${bearer}</html>`
        : JSON.stringify({ schemas, detail: `no ${secret}`, scimType: secret, status: 400, [secret]: bearer })
    const headers = new Headers({ 'x-echo': bearer ?? '', 'set-cookie': `d=${secret}` })
    return { status: 400, headers, text: async () => text }
  }
}

describe.each(slackWorlds().map(({ name, assumptions }) => [name, assumptions] as const))(
  'a client in the world %s',
  (_name, assumptions) => {
    it('keeps the token out of errors, events and log lines under any fault', async () => {
      await fc.assert(
        fc.asyncProperty(
          token,
          fc.nat({ max: OPERATIONS.length - 1 }),
          fault,
          fc.constantFrom(
            'body' as const,
            'title' as const,
            'error' as const,
            'header' as const,
            'nowhere' as const,
          ),
          async (secret, operation, planned, where) => {
            const emulator = createEmulator({ seed: seedDirectory({ users: 4 }), token: secret, assumptions })
            emulator.faults.add(planned)
            const seen: string[] = []
            const log = (line: string): void => void seen.push(line)
            const events: SCIMEvent[] = []
            const scim = new SCIMClient(secret, {
              clock,
              transport: echoing(emulator.transport, where, secret),
              onEvent: (event) => events.push(event),
              logger: { debug: log, info: log, warn: log, error: log },
            })
            const id = emulator.state.users.at(-1)?.id ?? ''
            const outcome = await Promise.resolve(OPERATIONS[operation]?.(scim, id)).catch(
              (error: unknown) => error,
            )
            if (outcome instanceof Error) {
              expect(SCIMError.is(outcome)).toBe(true)
              seen.push(printed(outcome))
            }
            seen.push(printed(scim), ...events.map(printed))
            expect(seen.join('\n').includes(secret)).toBe(false)
          },
        ),
        { numRuns: 8, seed: 3 },
      )
    })
  },
)
