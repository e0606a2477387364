import { RefusedRequest } from './refused-request.ts'

/** Largest request body in bytes; Slack's own limit is not published. */
export const MAX_BODY = 5_000_000

/**
 * Refuses a body that announces more than {@link MAX_BODY} bytes, before any of it is read.
 *
 * @throws {RefusedRequest} 413
 */
export function checkLength(contentLength: string | undefined): void {
  if (Number(contentLength ?? 0) > MAX_BODY) refuseBody()
}

/**
 * Reads a body as UTF-8 text, and at most {@link MAX_BODY} bytes of it.
 *
 * @throws {RefusedRequest} 413 when more arrives
 */
export async function readBody(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > MAX_BODY) refuseBody()
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function refuseBody(): never {
  throw new RefusedRequest(413, `The body is larger than ${MAX_BODY} bytes.`)
}
