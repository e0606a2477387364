import type { Fault } from '../../mocks/index.ts'

/** How often each happens, out of a thousand requests; a request may meet several. */
const MIX: readonly (readonly [perMille: number, fault: Fault])[] = [
  // A storm: every request is refused for a while, by a Retry-After that is true, and by one that is not.
  [1, { kind: 'rate-limit', window: 20_000 }],
  [1, { kind: 'rate-limit', window: 15_000, retryAfter: 1 }],
  [8, { kind: 'rate-limit', retryAfter: 3 }],
  [5, { kind: 'rate-limit', retryAfter: null }],
  [2, { kind: 'rate-limit', retryAfter: 600 }],
  [8, { kind: 'refusal', reason: 'resource_locked' }],
  [4, { kind: 'refusal', reason: 'invited_user_not_created', match: { operation: 'createUser' } }],
  [8, { kind: 'latency', milliseconds: 900 }],
  [4, { kind: 'latency', milliseconds: 45_000 }],
  [4, { kind: 'latency', milliseconds: 45_000, when: 'after' }],
  [8, { kind: 'status', status: 500 }],
  [6, { kind: 'status', status: 503, body: 'html' }],
  [4, { kind: 'status', status: 502, body: 'empty' }],
  [6, { kind: 'status', status: 500, when: 'after' }],
  [6, { kind: 'status', status: 504, body: 'html', when: 'after' }],
  [3, { kind: 'status', status: 408, body: 'html', when: 'after' }],
  [2, { kind: 'status', status: 302, body: 'html' }],
  // A captive portal, which answers for a service that was never asked. With an empty body it could not be told
  // from what Slack answers to PATCH and DELETE, so these two are spared.
  [4, { kind: 'status', status: 200, body: 'html', match: { method: 'GET' } }],
  [4, { kind: 'status', status: 200, body: 'html', match: { method: 'POST' } }],
  [4, { kind: 'status', status: 200, body: 'html', match: { method: 'PUT' } }],
  [5, { kind: 'body', body: 'html' }],
  [5, { kind: 'body', body: 'empty' }],
  [7, { kind: 'body', body: 'truncated-json' }],
  [5, { kind: 'connection', when: 'refused' }],
  [8, { kind: 'connection', when: 'before' }],
  [12, { kind: 'connection', when: 'after' }],
  [6, { kind: 'connection', when: 'mid-body' }],
  [2, { kind: 'hang' }],
  [2, { kind: 'hang', when: 'after' }],
]

/** What goes wrong inside of the emulator, by dice of its own for each kind. */
export function faultMix(seed: number): Fault[] {
  return MIX.map(([perMille, fault], index) => ({
    ...fault,
    times: Number.POSITIVE_INFINITY,
    probability: perMille / 1000,
    seed: seed * 100 + index,
  }))
}
