import type { Middleware } from '../../chain/middleware.ts'
import type { ClientTraits, GroupOperations, UserOperations } from '../../client/operations.ts'
import type { CallOptions } from '../../client/options.ts'
import type { Pacer } from '../../pacing/pacer.ts'
import { readReason } from '../../protocol/error-envelope.ts'
import { readRetryAfter } from '../../protocol/retry-after.ts'

/** The operations that provisioning needs. */
export type ProvisioningClient = UserOperations & GroupOperations

/** A client whose requests are paced and counted. */
export interface CountedClient {
  readonly client: ProvisioningClient
  /** Attempts that were sent. */
  sent(): number
}

/** What requests are sent with. */
export interface CountedSettings {
  readonly pacer: Pacer | undefined
  /** Ends waits for the pacer. */
  readonly waits: AbortSignal
  /** Ends requests. */
  readonly signal: AbortSignal
}

/** Delays attempts until a pacer permits them, also for a client that has no pacer of its own. */
function pacedBy(pacer: Pacer, waits: AbortSignal): Middleware {
  return {
    name: 'provisioning pace',
    stage: 'attempt',
    async handle(request, next, { operation, attempts, applied, clock }) {
      const { method, path } = request
      const since = clock.now()
      const permit = await pacer.acquire({
        operation,
        method,
        path,
        since,
        deadline: Number.POSITIVE_INFINITY,
        attempts,
        applied,
        signal: waits,
      })
      try {
        const response = await next(request)
        const { status, headers, errors } = response
        const retryAfter = readRetryAfter(headers, clock.now())
        permit.done({ status, reason: readReason(errors?.description), retryAfter })
        return response
      } catch (error) {
        permit.done({})
        throw error
      }
    },
  }
}

/** The operations, and at which position each takes its options. */
const OPTIONS_AT = {
  searchUsers: 1,
  readUser: 1,
  createUser: 1,
  patchUser: 2,
  updateUser: 1,
  deleteUser: 1,
  searchGroups: 1,
  readGroup: 1,
  createGroup: 1,
  patchGroup: 2,
  updateGroup: 1,
  deleteGroup: 1,
} as const satisfies { readonly [K in Exclude<keyof ProvisioningClient, keyof ClientTraits>]: number }

/** Wraps a client, so that each of its requests is paced and counted. The client itself stays as it is. */
export function countedClient(
  scim: ProvisioningClient,
  { pacer, waits, signal }: CountedSettings,
): CountedClient {
  let sent = 0
  const count: Middleware = {
    name: 'provisioning count',
    stage: 'attempt',
    handle(request, next) {
      sent++
      return next(request)
    },
  }
  const middleware = pacer ? [pacedBy(pacer, waits), count] : [count]
  const client: unknown = Object.create(scim)
  for (const [name, position] of Object.entries(OPTIONS_AT)) {
    const value = (...args: unknown[]): unknown => {
      const options = (args[position] ?? {}) as CallOptions
      // What is sent is finished, so that nothing is left in doubt: an interruption ends reads and waits only.
      const ends = /^(read|search)/.test(name) ? (options.signal ?? signal) : signal
      const own = { ...options, signal: ends, middleware: [...(options.middleware ?? []), ...middleware] }
      const call = Array.from({ length: position + 1 }, (_, i) => (i === position ? own : args[i]))
      return (scim as unknown as Record<string, (...args: unknown[]) => unknown>)[name]?.(...call)
    }
    // Not by assignment, which a frozen client forbids also to what inherits from it.
    Object.defineProperty(client, name, { value })
  }
  return { client: client as ProvisioningClient, sent: () => sent }
}
