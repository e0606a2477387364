import { createLimits, type LimitOptions } from '../mocks/limits/limits.ts'
import type { VirtualClock } from '../mocks/time/virtual-clock.ts'
import type { Transport } from '../src/transports/transport.ts'

/** The service: counts requests, refuses those over the limits, and answers the others. */
export interface Referee {
  readonly transport: Transport
  /** How many requests came. */
  readonly seen: number
  /** How many of them were refused. */
  readonly refused: number
}

/** The time of a request. */
export interface Latency {
  /** Milliseconds there and back, at least. */
  readonly least: number
  /** Milliseconds at most; drawn between both. */
  readonly most: number
}

/**
 * Makes a service that has the limits of the emulator and nothing else, on the virtual clock. The way there, the work and
 * the way back are random parts of the latency, so that requests overtake each other.
 */
export function createReferee(
  clock: VirtualClock,
  latency: Latency,
  random: () => number,
  options: LimitOptions,
): Referee {
  const limits = createLimits(options, clock)
  let [seen, refused] = [0, 0]
  return {
    get seen() {
      return seen
    },
    get refused() {
      return refused
    },
    async transport(url, { method, body }) {
      const total = latency.least + random() * (latency.most - latency.least)
      const [one, other] = latency.most > latency.least ? [random(), random()] : [0.4, 0.6]
      const [there, back] = [total * Math.min(one, other), total * (1 - Math.max(one, other))]
      await clock.sleep(there)
      seen++
      const path = new URL(url).pathname
      const { delay, leave } = limits.enter({ method, path, operation: operationOf(method, path) })
      if (!delay) await clock.sleep(total - there - back)
      leave()
      await clock.sleep(back)
      if (delay) {
        refused++
        return refusal(delay.reason, delay.retryAfterSeconds)
      }
      return answer(method, path, body)
    },
  }
}

const METHODS: Readonly<Record<string, string>> = {
  GET: 'read',
  PATCH: 'patch',
  PUT: 'update',
  DELETE: 'delete',
}

function operationOf(method: string, path: string): string {
  const [, , , collection, id] = path.split('/')
  const resource = collection === 'Users' ? 'User' : 'Group'
  if (id) return `${METHODS[method]}${resource}`
  return method === 'POST' ? `create${resource}` : `search${resource}s`
}

function reply(status: number, body: object | undefined, headers: Record<string, string> = {}) {
  const text = body ? JSON.stringify(body) : ''
  return { status, headers: new Headers(headers), text: async () => text }
}

function refusal(description: string, seconds: number): ReturnType<typeof reply> {
  return reply(429, { Errors: { description, code: 429 } }, { 'retry-after': String(seconds) })
}

function answer(method: string, path: string, body: string | undefined): ReturnType<typeof reply> {
  const id = path.split('/')[4] ?? 'U0'
  if (method === 'DELETE' || method === 'PATCH') return reply(204, undefined)
  return reply(method === 'POST' ? 201 : 200, { ...JSON.parse(body ?? '{}'), id })
}
