import type { Dispatcher } from 'undici'
import { onAbort } from '../time/signal.ts'
import { collectText } from './read-text.ts'
import type { TransportInit, TransportResponse } from './transport.ts'

/** What undici is told of a request whose outcome is known already; no caller sees it. */
const ENDED: Error = /* @__PURE__ */ new Error('the request has ended')

/** Where a request goes. */
export interface RequestTarget {
  readonly origin: string
  /** Path and query; the whole URL for a proxy. */
  readonly path: string
}

/**
 * Sends one request and collects the body as text. `dispatch` is what `undici.request` is made of, without the stream
 * around the body.
 */
export function request(
  through: Dispatcher,
  { origin, path }: RequestTarget,
  { method, headers, body, signal, maxResponseSize }: TransportInit,
): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    const text = collectText(maxResponseSize)
    let status = 0
    let answered: ResponseHeaders = {}
    let controller: Dispatcher.DispatchController | undefined
    const removeListener = onAbort(signal, (reason) => {
      reject(reason)
      controller?.abort(ENDED)
    })
    const finish = (): void => {
      removeListener()
      const whole = text.end()
      resolve({
        status,
        headers: { get: (name) => joined(answered, name.toLowerCase()) },
        text: async () => whole,
      })
    }
    through.dispatch(
      { origin, path, method: method as 'GET', headers, ...(body !== undefined && { body }) },
      {
        onRequestStart(started) {
          controller = started
          // It may have waited for a connection until now.
          if (signal?.aborted) started.abort(ENDED)
        },
        onResponseStart(_controller, statusCode, received) {
          status = statusCode
          answered = received
        },
        onResponseData(started, chunk) {
          if (text.add(chunk)) return
          finish()
          // Ends a body that is too long, and the connection with it.
          started.abort(ENDED)
        },
        onResponseEnd: finish,
        onResponseError(_controller, error) {
          removeListener()
          reject(error)
        },
      },
    )
  })
}

type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>

/** Joins a repeated field with commas (RFC 9110 5.3). */
function joined(headers: ResponseHeaders, name: string): string | null {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined
  return value === undefined ? null : [value].flat().join(', ')
}
