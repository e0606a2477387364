/** Characters that terminals show two columns wide: East Asian wide and full-width ones (Unicode TR 11). */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u
const EMOJI = /\p{Emoji_Presentation}|\ufe0f/u
/** Characters of which each is one grapheme and one column: ASCII, Latin, dashes, arrows, the minus. */
const NARROW = /^[ -~\u00a1-\u024f\u2010-\u2027\u2190-\u2193\u2212]*$/
const MARKS = /^[\p{Mn}\p{Me}\u200c\u200d]+$/u

/** Made once, when the first text needs it: it costs more than what it is used for. */
let segmenter: Intl.Segmenter | undefined

/** Splits a text into what a reader takes for one character. */
function graphemes(text: string): readonly string[] {
  if (NARROW.test(text)) return text.split('')
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  return Array.from(segmenter.segment(text), (part) => part.segment)
}

/** Counts the columns of a terminal that a text takes. */
export function columnsOf(text: string): number {
  if (NARROW.test(text)) return text.length
  return graphemes(text).reduce((sum, grapheme) => sum + widthOf(grapheme), 0)
}

/** Cuts a text to a number of columns, with `…` for the rest. */
export function clip(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  return `${chop(text, columns - 1)[0]}…`
}

/** Fills a text up with spaces to a number of columns. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)))
}

/** Breaks a text into lines of at most so many columns: at spaces, and within a word that is longer than a line. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const [index, word] of text.split(' ').entries()) {
    const width = columnsOf(word)
    if (index > 0 && used + 1 + width <= columns) {
      line += ` ${word}`
      used += 1 + width
      continue
    }
    if (index > 0) lines.push(line)
    const parts = width <= columns ? [word] : chop(word, columns)
    lines.push(...parts.slice(0, -1))
    line = parts.at(-1) ?? ''
    used = columnsOf(line)
  }
  return [...lines, line].map((text) => text.trimEnd())
}

/** Cuts a text into pieces of at most so many columns, and of at least one grapheme. */
function chop(text: string, columns: number): readonly string[] {
  if (columnsOf(text) <= columns) return [text]
  const pieces: string[] = []
  let piece = ''
  let used = 0
  for (const grapheme of graphemes(text)) {
    const width = widthOf(grapheme)
    if (piece !== '' && used + width > columns) {
      pieces.push(piece)
      piece = ''
      used = 0
    }
    piece += grapheme
    used += width
  }
  return [...pieces, piece]
}

function widthOf(grapheme: string): number {
  if (MARKS.test(grapheme)) return 0
  return WIDE.test(grapheme) || EMOJI.test(grapheme) ? 2 : 1
}
