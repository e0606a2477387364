import { type Check, must, numberIn, oneOf, shape } from '../errors/check-shape.ts'
import type { Reason } from '../errors/refusal.ts'
import { type Counter, createCounter, LIMIT_FORMS, type LimitForm } from './counter.ts'
import { type OtherApp, otherAppAt } from './other-app.ts'
import { RATE_LIMITS, type RateLimit } from './table.ts'

/** Why a request must wait, and for how long. */
export interface Delay {
  readonly reason: Extract<Reason, 'too_many_requests' | 'resource_locked'>
  readonly retryAfterSeconds: number
}

/**
 * Slack's rate limits, and the lock of a user or group during a write
 * (https://docs.slack.dev/reference/scim-api/rate-limits). Every request enters, and leaves with its answer,
 * after any latency.
 */
export interface Limits {
  enter(request: { readonly method: string; readonly operation: string | null; readonly path: string }): {
    /** Set when the request must wait. */
    readonly delay?: Delay
    leave(): void
  }
}

/** Options of the limits; all optional. */
export interface LimitOptions {
  /** How requests are counted; default `token-bucket`. Slack does not say, so test with all three. */
  readonly form?: LimitForm
  /** Another app that spends the same limits; default none. */
  readonly otherApp?: OtherApp
}

/** Checks the options of the limits. */
export const checkLimits: Check = /* @__PURE__ */ (() =>
  shape({
    form: oneOf(LIMIT_FORMS),
    otherApp: shape(
      {
        share: must(
          'a number above 0, at most 1',
          (value) => typeof value === 'number' && value > 0 && value <= 1,
        ),
        from: numberIn(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
        until: numberIn(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
      },
      ['share'],
    ),
  }))()

/** Makes limits that refuse nothing, the default. */
export function unlimited(): Limits {
  return { enter: () => ({ leave: () => undefined }) }
}

/** The operations that lock their resource. */
const LOCKING: ReadonlySet<string | null> = /* @__PURE__ */ new Set([
  'patchUser',
  'updateUser',
  'deleteUser',
  'patchGroup',
  'updateGroup',
  'deleteGroup',
])

/** The Retry-After of a locked resource, in seconds. Slack does not publish its value. */
const LOCKED_SECONDS = 1

/**
 * Makes limits that count each request for its endpoint, where that has a limit, and for the organization.
 * Refused requests are not counted.
 */
export function createLimits(options: LimitOptions, clock: { now(): number }): Limits {
  const { form = 'token-bucket', otherApp } = options
  const start = clock.now()
  const counters = new Map<string, Counter>()
  const locked = new Set<string>()

  const counterOf = (name: string, limit: RateLimit): Counter => {
    const known = counters.get(name)
    if (known) return known
    const counter = createCounter(form, limit, start)
    const other = otherApp ? otherAppAt(otherApp, { limit, counter, start }) : () => undefined
    const shared: Counter = {
      wait(now) {
        other(now)
        return counter.wait(now)
      },
      count: (now) => counter.count(now),
    }
    counters.set(name, shared)
    return shared
  }

  return {
    enter({ method, operation, path }) {
      // The Web API has limits of its own, which are not emulated.
      if (operation?.includes('.')) return { leave: () => undefined }
      const now = clock.now()
      const organization = method === 'GET' ? 'reads' : 'writes'
      const endpoint = RATE_LIMITS.endpoints[operation ?? '']
      const counting = [
        counterOf(organization, RATE_LIMITS[organization]),
        ...(endpoint ? [counterOf(endpoint.name, endpoint)] : []),
      ]
      const wait = Math.max(...counting.map((counter) => counter.wait(now)))
      if (wait > 0) return refusal('too_many_requests', Math.ceil(wait / 1000))
      for (const counter of counting) counter.count(now)
      const resource = locks(operation) ? path.match(/[^/]+\/[^/]+(?=\/?$)/)?.[0] : undefined
      if (resource === undefined) return { leave: () => undefined }
      if (locked.has(resource)) return refusal('resource_locked', LOCKED_SECONDS)
      locked.add(resource)
      return { leave: () => locked.delete(resource) }
    },
  }
}

/** Whether an operation writes one existing user or group. */
function locks(operation: string | null): boolean {
  return LOCKING.has(operation)
}

function refusal(reason: Delay['reason'], retryAfterSeconds: number): ReturnType<Limits['enter']> {
  return { delay: { reason, retryAfterSeconds }, leave: () => undefined }
}
