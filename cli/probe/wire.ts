import type { Transport } from '../../src/index.ts'
import { readRetryAfter } from '../../src/protocol/retry-after.ts'
import { type Clock, systemClock } from '../../src/time/clock.ts'
import { sleep } from '../../src/time/signal.ts'

/** One request as it is sent: nothing is added to its body, and nothing is checked. */
export interface WireRequest {
  readonly method: string
  /** Below the version, with its query: `Users?count=1`. */
  readonly path: string
  readonly version?: '1' | '2'
  readonly body?: unknown
  readonly contentType?: string
  /** In place of the token; `null` for none. */
  readonly token?: string | null
}

/** What came back. */
export interface WireAnswer {
  readonly status: number
  readonly isRefused: boolean
  readonly text: string
  /** The JSON object, or an empty one. */
  readonly body: Readonly<Record<string, unknown>>
  readonly headers: { get(name: string): string | null }
}

/** Sends requests, one after the other. */
export interface Wire {
  send(request: WireRequest): Promise<WireAnswer>
  /** Waits so many milliseconds. */
  wait(milliseconds: number): Promise<void>
}

/** Where requests go. */
export interface WireOptions {
  /** `…/scim/`. */
  readonly base: string
  readonly token: string
  readonly transport: Transport
  /** Milliseconds between two requests. */
  readonly gap: number
  readonly clock?: Clock
}

/** Milliseconds in which an answer must arrive. */
const TIMEOUT = 30_000

/** Answers 429 that are waited for, one after the other. */
const MAX_WAITS = 5

/** Makes what sends: without retries but after a 429, since every answer is a finding. */
export function createWire({ base, token, transport, gap, clock = systemClock() }: WireOptions): Wire {
  const wait = (milliseconds: number): Promise<void> => sleep(clock, milliseconds, undefined)
  const once = async (request: WireRequest): Promise<WireAnswer> => {
    const { version = '1', path, body, contentType = 'application/json' } = request
    const authorization = request.token === undefined ? token : request.token
    const answer = await transport(`${base}v${version}/${path}`, {
      method: request.method,
      headers: {
        accept: 'application/json',
        ...(authorization !== null && { authorization: `Bearer ${authorization}` }),
        ...(body !== undefined && { 'content-type': contentType }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT),
    })
    const { status, headers } = answer
    const text = await answer.text()
    return { status, isRefused: status >= 400, text, body: parsed(text), headers }
  }
  return {
    wait,
    async send(request) {
      for (let waits = 0; ; waits++) {
        if (gap > 0) await wait(gap)
        const answer = await once(request)
        if (answer.status !== 429 || waits === MAX_WAITS) return answer
        await wait(readRetryAfter(answer.headers, clock.now()) ?? 1000)
      }
    },
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
