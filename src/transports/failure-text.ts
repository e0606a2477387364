/** Properties that a thrown value may have. */
interface Thrown {
  readonly message?: unknown
  readonly code?: unknown
  readonly cause?: unknown
}

/**
 * The fix for a code of OpenSSL, by its beginning
 * (https://nodejs.org/api/tls.html#x509-certificate-error-codes).
 */
const HINTS: readonly (readonly [beginning: string, hint: string])[] = [
  ['DEPTH_ZERO_', "pass the service's own certificate or its authority as tls.ca of the transport"],
  ['SELF_SIGNED_', 'pass the authority of the certificate as tls.ca of the transport'],
  ['UNABLE_TO_', 'pass the authority of the certificate as tls.ca of the transport'],
  ['ERR_TLS_CERT_ALTNAME', 'the certificate is for another host name'],
]

/**
 * Says why a transport failed: the message, the code of the innermost error with a system code, and
 * the fix.
 */
export function failureText(thrown: unknown): string {
  const { message = thrown, cause } = Object(thrown) as Thrown
  const code = systemCode(thrown) ?? textOf((Object(cause) as Thrown).message)
  const hint = HINTS.find(([beginning]) => code.startsWith(beginning))?.[1]
  const words = textOf(message)
  const text = words.includes(code) ? words : `${words} ${code}`.trim()
  return hint ? `${text}: ${hint}` : text
}

/** The first code in capitals, from the outermost error inwards: ours are in lower case. */
function systemCode(thrown: unknown, depth = 0): string | undefined {
  if (typeof thrown !== 'object' || thrown === null || depth > 5) return undefined
  const { code, cause } = thrown as Thrown
  return typeof code === 'string' && code !== code.toLowerCase() ? code : systemCode(cause, depth + 1)
}

/** A value as text, if it is no object: converting a foreign object can throw. */
function textOf(value: unknown): string {
  return value === undefined || Object(value) === value ? '' : String(value)
}
