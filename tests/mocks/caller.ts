import {
  createEmulator,
  type Emulator,
  type EmulatorOptions,
  type VirtualClock,
  virtualClock,
} from '../../mocks/index.ts'
import type { Body } from './body.ts'

export const CORE = 'urn:scim:schemas:core:1.0'
export const ENTERPRISE = 'urn:scim:schemas:extension:enterprise:1.0'
export const GUEST = 'urn:scim:schemas:extension:slack:guest:1.0'
export const PROFILE = 'urn:scim:schemas:extension:slack:profile:1.0'
export const USER_2 = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const ENTERPRISE_2 = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const GUEST_2 = 'urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User'
export const PROFILE_2 = 'urn:ietf:params:scim:schemas:extension:slack:profile:2.0:User'
export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** What came back: the status, the headers, the text and, where it is JSON, the body. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Body
}

/** An emulator and a way to call it. */
export interface Caller {
  readonly emulator: Emulator
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  /** The reason of a refusal, in either envelope. */
  reason(method: string, path: string, body?: unknown): Promise<string>
  /** The id of an account, by userName. */
  id(userName: string): string
  groupId(displayName: string): string
}

/** Opens an emulator and calls it with its own token, as JSON. */
export function open(options?: EmulatorOptions): Caller {
  const emulator = createEmulator(options)
  const call: Caller['call'] = async (method, path, body, headers = {}) => {
    const request = new Request(new URL(path, emulator.baseUrl), {
      method,
      headers: {
        authorization: `Bearer ${emulator.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const response = await emulator.fetch(request)
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: parse(text) }
  }
  return {
    emulator,
    call,
    async reason(method, path, body) {
      const reply = await call(method, path, body)
      return reply.body.Errors?.description ?? reply.body.detail ?? `no refusal: ${reply.status}`
    },
    id: (userName) => emulator.state.user(userName)?.id ?? `nobody is called ${userName}`,
    groupId: (displayName) => emulator.state.group(displayName)?.id ?? `no group is called ${displayName}`,
  }
}

/** A PatchOp of 2.0. */
export function patchOp(...Operations: object[]): object {
  return { schemas: [PATCH_OP], Operations }
}

/** A clock that stands still until it is moved. */
export function manualClock(start: number = Date.UTC(2026, 5, 1)): VirtualClock {
  return virtualClock({ start, autoAdvance: false })
}

/** The body, as what a test takes it for; what it is not shows when the test looks. */
function parse(text: string): Body {
  try {
    return JSON.parse(text) as Body
  } catch {
    return {} as Body
  }
}
