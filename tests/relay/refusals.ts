import { expect } from 'vitest'
import type { RelayRules } from '../../src/relay/server.ts'
import { type Relayed, reasonOf } from './relayed.ts'

/** Every operation and attribute. */
export const EVERYTHING: RelayRules = {
  searchUsers: { attributes: '*' },
  readUser: { attributes: '*' },
  createUser: { attributes: '*' },
  patchUser: { attributes: '*' },
  updateUser: { attributes: '*' },
  patchGroup: { attributes: '*' },
  updateGroup: { attributes: '*' },
  getUserSchema: true,
}
export const SECRET = 'postgres://admin:hunter2@db.internal'
/** Milliseconds: short, but longer than a request that does not hang. */
export const TIMEOUT = 200
export const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`

/** Asserts that the relay itself refuses the request, in time, without exposing the cause. */
export async function expectRefusal(
  { relay, events }: Relayed,
  request: Request,
  [status, reason]: readonly [number, string],
): Promise<void> {
  const start = performance.now()
  const response = await relay(request)
  const duration = performance.now() - start
  const text = await response.clone().text()
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(await reasonOf(response)).toMatch(new RegExp(`^${reason} \\([\\w :;,.'"[\\]-]+\\)$`))
  expect(text + JSON.stringify(events)).not.toMatch(/hunter2|db\.internal|SECRET/)
  expect(duration).toBeLessThan(TIMEOUT + 300)
  expect(events).toContainEqual(expect.objectContaining({ type: 'relay.refused', status, reason }))
}

export const fail = (): never => {
  throw new Error(SECRET)
}
export const reject = async (): Promise<never> => fail()
export const rejectLater = async (): Promise<never> => {
  await new Promise((resolve) => setTimeout(resolve, 10))
  return fail()
}
export const rejectWithText = (): Promise<never> => Promise.reject(SECRET)
export const rejectWithNothing = (): Promise<never> => Promise.reject()
export const hang = (): Promise<never> => new Promise<never>(() => {})

/** Throws what throws again when it is looked at. */
export function throwRevoked(): never {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  throw proxy
}
