/**
 * One term of a filter, or what opens a group: `not`, `(`, attribute path, `[`, `pr`, operator, value (RFC 7644
 * 3.4.2.2). All is optional, so that a match ends where a wrong filter goes wrong.
 *
 * The space after `not` is optional (RFC 7644 erratum 7319), `$` may be in a name because of `$ref` (RFC 7643 2.1,
 * 2.4), and a value is a JSON string (RFC 8259 7) or a word that may be another JSON value. A single sticky
 * expression was measured faster than one for each token.
 */
export const TERM: RegExp =
  / *(?:(not *)?(\()|((?:[^\s"()[\]]+:)?[a-z$][\w$-]*(?:\.[a-z$][\w$-]*)?)(?:(\[)| *(?:(pr)|(e[qw]|ne|co|sw|[gl][te])(?![^ ]) *("[^"\\]*(?:\\.[^"\\]*)*"|[^\s"(){[\]]+)?)?))?/iy

/** What follows a complete term: a keyword, or what closes its group (the empty string at the end of the text). */
export const NEXT: RegExp = / +(and|or) | *([)\]]|$)/iy

/**
 * How many parentheses and brackets may be open at once. Filters come from strangers and are walked by
 * recursion: this is far more than anyone writes and far less than the stack of any runtime.
 */
export const MAX_NESTING = 250

// What is expected, of text and of data alike.
export const SHALLOW = 'less nesting'
export const FLAT = 'no nested value path'
export const ATTRIBUTE = 'an attribute'
export const OPERATOR = 'an operator'
export const VALUE = 'a JSON string, number, boolean or null'
