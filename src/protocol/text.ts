/**
 * The form in which two texts are equal that differ in case or in normalization form only: the default caseless
 * matching of Unicode (The Unicode Standard, 3.13), after NFC.
 *
 * JavaScript has no case folding. Upper case and then lower case, character by character, is the same but for the
 * dotless ı, which folds to itself; a final sigma that stands alone becomes σ.
 */
export function foldCase(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^ -~ı]/g, (character) => character.toUpperCase().toLowerCase())
    .normalize()
}

/** A `userName` as the profile UsernameCaseMapped prepares it: width, lower case, NFC (RFC 8265 3.3). */
export function foldUserName(userName: string): string {
  return foldWidth(userName).toLowerCase().normalize()
}

/** The text with fullwidth and halfwidth characters in their usual form (RFC 8265 3.3.2). */
export function foldWidth(text: string): string {
  return text.replace(/[\uff01-\uffee]/g, (character) => character.normalize('NFKC'))
}

/** Whether two values are the same but for the normalization form of texts: macOS types NFD, a service may store NFC. */
export function isSameText(one: unknown, other: unknown): boolean {
  const areTexts = typeof one === 'string' && typeof other === 'string'
  return one === other || (areTexts && one.normalize() === other.normalize())
}

/** Whether a text begins or ends with white space, a control character or an invisible one, as pasted text often does. */
export function isPadded(text: string): boolean {
  return !(isVisible(text.charCodeAt(0)) && isVisible(text.charCodeAt(text.length - 1))) && PADDED.test(text)
}

const PADDED = /^[\s\p{Cc}\p{Cf}]|[\s\p{Cc}\p{Cf}]$/u

/** Whether a character of ASCII can be seen. */
function isVisible(code: number): boolean {
  return code > 0x20 && code < 0x7f
}
