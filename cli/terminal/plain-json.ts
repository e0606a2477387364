import { ACTIVE } from '../../src/provisioning/render/plain.ts'

/**
 * Writes JSON that a terminal cannot act on. What JSON itself leaves as it is, such as the control characters U+0080 to
 * U+009F and directional overrides, becomes an escape, so that a program reads the same value.
 */
export function plainJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(ACTIVE, (character) =>
    character === '\n' ? character : escaped(character),
  )
}

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('')
}
