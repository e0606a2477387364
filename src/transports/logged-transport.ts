import type { Logger } from '../events/logger.ts'
import { redact } from '../events/redact.ts'
import type { Transport, TransportResponse } from './transport.ts'

/** Characters of one body that are logged: enough for a resource, and no page of a thousand. */
const MAX_BODY = 10_000

/** Headers whose values are credentials, or let somebody act as the caller. */
const SECRET_HEADER = /authorization|cookie|token|secret|api-?key/i

/** The initial password of a new account is the one attribute of SCIM that is a secret (RFC 7643 4.1.1). */
const PASSWORD = /("password"\s*:\s*)"(?:[^"\\]|\\.)*"?/gi

/**
 * Logs what a transport sends and receives, at debug level: method, URL with query, headers and bodies. Credentials
 * are masked; names and addresses of people are not, since these lines are what a fault is found with.
 *
 * @param transport - the transport to log
 * @param logger - where the lines go
 * @returns the same transport if the logger has no `debug`
 */
export function loggedTransport(transport: Transport, logger: Logger | undefined): Transport {
  if (!logger?.debug) return transport
  const write = (line: string): void => {
    try {
      logger.debug?.(line)
    } catch {
      // The mistake is the logger's, not the call's.
    }
  }
  return async (url, init) => {
    const secret = init.headers.authorization?.replace(/^\w+\s+/, '') ?? ''
    const shown = (text: string): string => redact(text.replace(PASSWORD, '$1"(redacted)"'), secret)
    const body = init.body === undefined ? '' : ` body=${cut(shown(init.body))}`
    write(
      `slack-scim > ${init.method} ${shown(url)} headers=${listed(Object.entries(init.headers), shown)}${body}`,
    )
    const response = await transport(url, init)
    const { status, headers } = response
    const head = `slack-scim < ${status} ${init.method} ${shown(url)} headers=${listed(entriesOf(headers), shown)}`
    return {
      status,
      headers,
      async text() {
        const text = await response.text()
        write(`${head} body=${cut(shown(text))}`)
        return text
      },
    }
  }
}

/** Cuts a text whose secrets are masked already, so that no half of one is left. */
function cut(text: string): string {
  return text.length > MAX_BODY ? `${text.slice(0, MAX_BODY)}… (${text.length} characters)` : text
}

function listed(headers: Iterable<readonly [string, string]>, shown: (text: string) => string): string {
  const entries = Array.from(headers, ([name, value]) => [
    name,
    SECRET_HEADER.test(name) ? '(redacted)' : shown(value),
  ])
  return JSON.stringify(Object.fromEntries(entries))
}

/** What a transport's headers hold: all of them where they can be listed, else those that help with a fault. */
function entriesOf(headers: TransportResponse['headers']): Iterable<readonly [string, string]> {
  if (Symbol.iterator in headers) return headers as unknown as Headers
  const names = ['content-type', 'date', 'retry-after', 'x-slack-req-id', 'server', 'location']
  return names.flatMap((name) => {
    const value = headers.get(name)
    return value === null ? [] : [[name, value] as const]
  })
}
