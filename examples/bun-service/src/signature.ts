/** Seconds that a clock may be off, and that a delivery may take. */
const TOLERANCE = 300

/**
 * Whether a delivery was signed with our secret, and just now: `x-hr-signature` is the HMAC-SHA-256, in hexadecimal, of
 * `x-hr-timestamp` (seconds since 1970), a dot and the body.
 */
export async function isSigned(headers: Headers, body: string, secret: string): Promise<boolean> {
  const timestamp = headers.get('x-hr-timestamp') ?? ''
  const signature = headers.get('x-hr-signature') ?? ''
  if (!/^\d{1,12}$/.test(timestamp) || !/^[0-9a-f]{64}$/.test(signature)) return false
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERANCE) return false

  const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytes(secret), algorithm, false, ['verify'])
  const given = Uint8Array.from(signature.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
  // Not a comparison of texts, whose time tells how much of a guess was right.
  return crypto.subtle.verify('HMAC', key, given, bytes(`${timestamp}.${body}`))
}
