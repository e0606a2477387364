/** Bytes of a decoded body that are read where the client has not said otherwise: 64 MiB. */
export const DEFAULT_MAX_RESPONSE_SIZE: number = 64 * 1024 * 1024

/** One step of an iterator over the chunks of a body. */
export interface Chunk {
  readonly done?: boolean | undefined
  readonly value?: Uint8Array | undefined
}

/**
 * Reads a body as UTF-8 text. It stops after the chunk that exceeds the limit: a few hundred kilobytes of gzip can hold
 * a gigabyte. What was read is then longer than the limit, by which the caller can tell.
 *
 * @param next - gives the next chunk, already decompressed
 * @param max - bytes; default {@link DEFAULT_MAX_RESPONSE_SIZE}
 */
export async function readText(next: () => Promise<Chunk>, max?: number): Promise<string> {
  const text = collectText(max)
  for (;;) {
    const { done, value } = await next()
    if (done || !value || !text.add(value)) return text.end()
  }
}

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
