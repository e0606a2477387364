import { asText } from '../protocol/as-text.ts'

/**
 * Codes which prove that no byte of the request was sent: the name did not resolve, the port was closed, the
 * TLS handshake failed, or the proxy made no tunnel. Node's codes are
 * https://nodejs.org/api/errors.html#common-system-errors and OpenSSL's verification results; the others are
 * undici's and Bun's. OpenSSL's errors about the version and about certificates occur only in a handshake
 * (RFC 8446 6.2).
 */
const NOT_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_|ConnectionRefused|FailedToOpen|ERR_(TLS|PROXY)_|ERR_SSL_.*(CERT|VERSION)|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/

/** Whether an error of a transport proves that the request was not sent. */
export function provesNothingSent(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false
  const { code, message, cause, errors } = error as Record<string, unknown>
  // Deno sets no code: "error sending request for url (…): client error (Connect): …".
  if (NOT_SENT.test(asText(code)) || asText(message).includes('error (Connect)')) return true
  // Happy eyeballs: one error per address, and every one must prove it.
  if (Array.isArray(errors) && errors.length > 0) return errors.every((e) => provesNothingSent(e, depth + 1))
  return provesNothingSent(cause, depth + 1)
}
