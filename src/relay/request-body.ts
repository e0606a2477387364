import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { isRecord } from '../protocol/is-record.ts'
import { onAbort } from '../time/signal.ts'
import { refuse } from './refusal.ts'

/** The media types of JSON and of SCIM (RFC 7644 8.1), in UTF-8 (RFC 8259 8.1). */
const JSON_TYPE = /^application\/(scim\+)?json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i

/**
 * The body of a write, as the JSON object that it has to be.
 *
 * @param signal - cancels the body when it aborts
 * @throws {@link RelayRefusal} with 400, 413 or 415
 */
export async function readObject(
  request: Request,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const { headers } = request
  if (!JSON_TYPE.test(headers.get('content-type')?.trim() ?? '')) {
    refuse('relay_media_type', 'a body must be application/json')
  }
  if (headers.has('content-encoding')) refuse('relay_media_type', 'a body must not be compressed')
  const text = await readText(request, maxBytes, signal)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {}
  return isRecord(value) ? value : refuse('relay_bad_request', 'the body is no JSON object')
}

/** Refuses a body where the operation takes none: the service might read it. */
export async function readNothing(request: Request, signal: AbortSignal): Promise<undefined> {
  await readText(request, 0, signal)
}

/** The body as text. The bytes that arrive count; `Content-Length` is only a claim. */
async function readText(request: Request, maxBytes: number, signal: AbortSignal): Promise<string> {
  const { body, bodyUsed } = request
  if (bodyUsed || body?.locked) {
    throw new SCIMConfigurationError(
      'createRelay: authorize: has read the body of the request: read that of request.clone()',
    )
  }
  if (!body) return ''
  const reader = body.getReader()
  // Not awaited: a sender that does not react must not hold the answer.
  const cancel = (): void => void reader.cancel().catch(() => {})
  const removeListener = onAbort(signal, cancel)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text + decoder.decode()
      // A stream of empty chunks would never end, nor let a timer fire.
      size += Math.max(1, value.byteLength)
      if (size > maxBytes) break
      text += decoder.decode(value, { stream: true })
    }
  } catch {
    refuse('relay_bad_request', 'the body broke off, or is not UTF-8')
  } finally {
    removeListener()
  }
  cancel()
  return maxBytes > 0
    ? refuse('relay_body_too_large', `a body has at most ${maxBytes} bytes`)
    : refuse('relay_bad_request', `${request.method} takes no body`)
}
