import type { Transport, TransportInit } from '../../src/index.ts'

/** What one request is met with: an answer, an error to throw, silence, or whatever a function decides. */
export type Step =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  | Error
  | 'hang'
  | ((url: string, init: TransportInit) => Step | Promise<Step>)

/** A request as it was handed over. */
export interface Sent extends TransportInit {
  readonly url: string
}

/** A transport that plays steps, the last one for ever, and keeps what it was given. It ignores signals. */
export interface ScriptedTransport {
  readonly transport: Transport
  readonly sent: Sent[]
}

export function scripted(...steps: readonly Step[]): ScriptedTransport {
  const sent: Sent[] = []
  const transport: Transport = async (url, init) => {
    const index = Math.min(sent.push({ url, ...init }), steps.length) - 1
    let step = steps[index] ?? {}
    while (typeof step === 'function') step = await step(url, init)
    if (step === 'hang') return new Promise(() => {})
    if (step instanceof Error) throw step
    const { status = 200, headers = {}, body = USER } = step
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return { status, headers: new Headers(headers), text: async () => text }
  }
  return { transport, sent }
}

/** The smallest user that is read without drift. */
export const USER = {
  id: 'U1',
  userName: 'jo',
  active: true,
  emails: [{ value: 'jo@example.com', primary: true }],
}

/** The smallest group that is read without drift. */
export const GROUP = { id: 'S1', displayName: 'Design', members: [] }

/** An error as undici throws it: a TypeError whose cause has the code. */
export function networkError(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
}

/** Slack's 1.1 error envelope. */
export function refusal(status: number, description: string, headers: Record<string, string> = {}): Step {
  return { status, headers, body: { Errors: { description, code: status } } }
}
