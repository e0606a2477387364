/** The longest value shown in a comment; a longer one is cut. */
const MAX_LENGTH = 200

/**
 * A text as a code span for a cell of a table, or nothing for the empty text. Nothing acts in a code span: no HTML,
 * link, `@mention`, `#1` or emphasis (GFM 6.1). Only the backtick ends it, and only the pipe ends the cell, also in
 * code (GFM 4.10); renderers disagree about a backslash before the pipe.
 *
 * @param text - free of control characters and line ends
 */
export function codeCell(text: string): string {
  const cut = text.length > MAX_LENGTH ? `${cutAt(text, MAX_LENGTH)}…` : text
  const safe = cut.replaceAll('\\|', '\\u{5c}|').replaceAll('`', '\\u{60}').replaceAll('|', '\\|').trim()
  return safe === '' ? '' : `\`${safe}\``
}

/** Cuts between characters, never within a surrogate pair. */
function cutAt(text: string, length: number): string {
  const last = text.charCodeAt(length - 1)
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length)
}
