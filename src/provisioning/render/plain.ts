/**
 * What a terminal, a browser or a comment would act on instead of showing: control characters and ANSI escapes,
 * directional overrides, invisible characters, line separators, lone surrogates. The two joiners U+200C and U+200D stay: emoji and
 * Persian names need them.
 */
export const ACTIVE: RegExp = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/** Shows what would act or hide as an escape, such as `\u{202e}`. The result has one line. */
export function plain(text: string): string {
  return text.replace(ACTIVE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
}
