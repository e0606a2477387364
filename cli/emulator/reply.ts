import type { WireReply } from '../../mocks/index.ts'

/** An answer in JSON. */
export function json(status: number, body: unknown): WireReply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: `${JSON.stringify(body, undefined, 2)}\n`,
  }
}

/** An answer in text. */
export function text(status: number, body: string): WireReply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body }
}

/** An answer without a body. */
export function nothing(): WireReply {
  return { status: 204, headers: {}, body: '' }
}

/** A refusal of the control endpoint. */
export function problem(status: number, error: string): WireReply {
  return json(status, { error })
}
