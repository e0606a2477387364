/** Characters of a foreign text that a message shows; codes of Slack and their context are shorter. */
const MAX_LENGTH = 500

/** Controls such as ESC and line breaks, format characters such as bidirectional overrides, lone surrogates. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu

/**
 * A text of the service or of a transport as a message may show it: at most 500 characters, with control characters
 * as escapes such as `\u{1b}`, so that it can neither flood a log nor steer a terminal.
 */
export function quote(text: string): string {
  const shown = text
    .slice(0, MAX_LENGTH)
    .replace(UNPRINTABLE, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`)
  const isWhole = text.length <= MAX_LENGTH && shown.length <= MAX_LENGTH
  return isWhole ? shown : `${shown.slice(0, MAX_LENGTH - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
