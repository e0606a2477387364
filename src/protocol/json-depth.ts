/** Levels of objects and lists in a JSON text; a resource of SCIM has six. */
export const MAX_DEPTH = 100

// Character codes.
const QUOTE = 34
const BACKSLASH = 92
const OPEN_LIST = 91
const OPEN_OBJECT = 123
const CLOSE_LIST = 93
const CLOSE_OBJECT = 125

/**
 * Whether a JSON text is nested deeper than {@link MAX_DEPTH}. `JSON.parse` takes any depth, and every function that
 * descends into its result, `JSON.stringify` and `structuredClone` among them, would then exhaust the stack.
 */
export function isTooDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if ((code === OPEN_LIST || code === OPEN_OBJECT) && ++depth > MAX_DEPTH) return true
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--
  }
  return false
}

/** The index of the quote that ends a string; the end of the text if there is none. */
function endOfString(text: string, start: number): number {
  let end = start
  for (;;) {
    end = text.indexOf('"', end + 1)
    if (end < 0) return text.length
    let first = end
    while (text.charCodeAt(first - 1) === BACKSLASH) first--
    if ((end - first) % 2 === 0) return end
  }
}
