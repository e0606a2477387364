/** Bytes of a decoded body that are read where the client has not said otherwise: 64 MiB. */
export const DEFAULT_MAX_RESPONSE_SIZE: number = 64 * 1024 * 1024

/** Collects the chunks of a body as UTF-8 text. */
export interface TextCollector {
  /** Adds a chunk. Returns whether the body is still within the limit. */
  add(chunk: Uint8Array): boolean
  /** Returns the text; called once. */
  end(): string
}

/**
 * Makes a collector of a body.
 *
 * @param max - bytes; default {@link DEFAULT_MAX_RESPONSE_SIZE}
 */
export function collectText(max: number = DEFAULT_MAX_RESPONSE_SIZE): TextCollector {
  // A byte order mark counts as a byte like any other; the parser removes it.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let text = ''
  let size = 0
  return {
    add(chunk) {
      size += chunk.byteLength
      text += decoder.decode(chunk, { stream: true })
      return size <= max
    },
    end: () => text + decoder.decode(),
  }
}

/** Whether a text has more bytes than the limit, in UTF-8. */
export function exceeds(text: string, max: number): boolean {
  // A UTF-16 unit is one to three bytes.
  if (text.length > max || text.length * 3 <= max) return text.length > max
  return new TextEncoder().encode(text).length > max
}
