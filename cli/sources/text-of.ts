import { createReadStream } from 'node:fs'
import { type Position, sourceProblem } from './problems.ts'

/** A text that is read piece by piece, and the place that has been reached in it. */
export interface PlacedText {
  readonly chunks: AsyncIterable<string>
  /** Where the quote opened that is open at the end of what was read. */
  openQuote(): Position | undefined
}

const LF = 10
const QUOTE = 34

/**
 * Reads a file as UTF-8 in bounded memory. Other encodings and NUL are refused, with their place.
 *
 * @param file - the name for messages
 * @param path - where the file is
 * @param signal - ends the read
 */
export function textOf(file: string, path: string, signal?: AbortSignal): PlacedText {
  let line = 1
  let column = 1
  let opened: Position | undefined
  const follow = (text: string): void => {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === 0)
        throw sourceProblem(file, 'has a NUL: the file may be UTF-16: save it as UTF-8', { line, column })
      if (code === QUOTE) opened = opened ? undefined : { line, column }
      if (code === LF) {
        line++
        column = 1
      } else column++
    }
  }
  async function* chunks(): AsyncGenerator<string> {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    let isFirst = true
    try {
      for await (const bytes of createReadStream(path, { signal }) as AsyncIterable<Uint8Array>) {
        if (isFirst && isUtf16(bytes))
          throw sourceProblem(file, 'is UTF-16: save it as UTF-8', { line: 1, column: 1 })
        isFirst = false
        const text = decode(decoder, bytes)
        if (text === undefined) {
          follow(validBeginning(bytes))
          throw sourceProblem(file, 'is not UTF-8: save it as UTF-8', { line, column })
        }
        follow(text)
        yield text
      }
      if (decode(decoder) === undefined)
        throw sourceProblem(file, 'ends within a character', { line, column })
    } catch (error) {
      throw fileProblem(file, error)
    }
  }
  return { chunks: chunks(), openQuote: () => opened }
}

/** The error for a file that cannot be opened or read; any other error as it is. */
export function fileProblem(file: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return sourceProblem(file, 'the file does not exist')
  if (code === 'EACCES' || code === 'EPERM')
    return sourceProblem(file, 'cannot be read: you have no right to')
  if (code === 'EISDIR') return sourceProblem(file, 'is a folder: name a file')
  return error
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
}

/** The text of bytes, or of what is left over at the end; nothing if they are not UTF-8. */
function decode(decoder: TextDecoder, bytes?: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes, { stream: bytes !== undefined })
  } catch {
    return undefined
  }
}

/** What stands before the first byte that is not UTF-8. */
function validBeginning(bytes: Uint8Array): string {
  const [beginning = ''] = new TextDecoder().decode(bytes).split('\uFFFD')
  return beginning
}

/** Reads a whole file of at most so many bytes. */
export async function wholeText(
  { file, path }: { readonly file: string; readonly path: string },
  limit: number,
  signal?: AbortSignal,
): Promise<string> {
  const parts: string[] = []
  let size = 0
  for await (const part of textOf(file, path, signal).chunks) {
    size += part.length
    if (size > limit)
      throw sourceProblem(file, `is longer than ${limit / 1_000_000} million characters: use NDJSON or CSV`)
    parts.push(part)
  }
  return parts.join('')
}
