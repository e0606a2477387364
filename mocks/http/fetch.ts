import { headersOf, type Outcome, type WireReply, type WireRequest } from './wire.ts'

/** The part of `fetch` that the emulator implements. */
export type EmulatorFetch = (input: Request | string | URL, init?: RequestInit) => Promise<Response>

/** A transport of the client that the emulator answers. */
export type EmulatorTransport = (
  url: string,
  init: {
    readonly method: string
    readonly headers: Readonly<Record<string, string>>
    readonly body?: string
    readonly signal?: AbortSignal
  },
) => Promise<{
  readonly status: number
  readonly headers: { get(name: string): string | null }
  text(): Promise<string>
}>

type Handle = (request: WireRequest) => Promise<Outcome>

/** Makes a `fetch` of a request handler. */
export function emulatorFetch(handle: Handle): EmulatorFetch {
  return async (input, init) => {
    // Apart from the rest: `Request` refuses a signal of another realm, such as jsdom's.
    const { signal: given, ...rest } = init ?? {}
    const request =
      typeof input === 'string' || input instanceof URL || init ? new Request(input, rest) : input
    const { method } = request
    const signal = given ?? request.signal
    signal.throwIfAborted()
    const body = await request.text()
    const url = new URL(request.url)
    const outcome = await handle({ method, url, headers: request.headers, body, signal })
    if (outcome.type === 'cut') {
      return new Response(brokenBody(outcome.reply.body), { ...initOf(outcome.reply) })
    }
    const reply = replyOf(outcome)
    // The Response constructor rejects any body with 204, even an empty one.
    return new Response(reply.status === 204 ? null : reply.body, initOf(reply))
  }
}

/** Makes a transport of a request handler; it never builds a `Request` or a `Response`. */
export function emulatorTransport(handle: Handle): EmulatorTransport {
  return async (url, { method, headers, body = '', signal }) => {
    const outcome = await handle({
      method: method.toUpperCase(),
      url: new URL(url),
      headers: headersOf(headers),
      body,
      ...(signal ? { signal } : {}),
    })
    const reply = outcome.type === 'cut' ? outcome.reply : replyOf(outcome)
    return {
      status: reply.status,
      headers: headersOf(reply.headers),
      text: async () => {
        signal?.throwIfAborted()
        if (outcome.type === 'cut') throw connectionError('terminated', 'UND_ERR_SOCKET')
        return reply.body
      },
    }
  }
}

/** Returns the answer, or throws as `fetch` does when a connection is lost. */
function replyOf(outcome: Exclude<Outcome, { type: 'cut' }>): WireReply {
  if (outcome.type === 'reply') return outcome.reply
  if (outcome.type === 'unhandled') throw new TypeError(outcome.message)
  throw outcome.type === 'refused'
    ? connectionError('fetch failed', 'ECONNREFUSED')
    : connectionError('fetch failed', 'ECONNRESET')
}

/** The error of undici: a TypeError whose cause has the code. */
function connectionError(message: string, code: string): TypeError {
  return new TypeError(message, { cause: Object.assign(new Error(`emulated ${code}`), { code }) })
}

function brokenBody(text: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text.slice(0, Math.ceil(text.length / 2)))
  let sent = false
  return new ReadableStream({
    pull(controller) {
      if (sent) controller.error(connectionError('terminated', 'UND_ERR_SOCKET'))
      else controller.enqueue(bytes)
      sent = true
    },
  })
}

function initOf({ status, headers }: WireReply): ResponseInit {
  return { status, headers: { ...headers } }
}
