/** Text of ASCII alone, which most names and addresses are, has one normal form and simple cases. */
const ASCII = /^\p{ASCII}*$/u

/**
 * The form in which two texts are equal that differ in case or in normalization form only: the default caseless
 * matching of Unicode (The Unicode Standard, 3.13), after NFC.
 *
 * JavaScript has no case folding. Upper and then lower case is the same, but for the dotless ı, which folds to
 * itself, and for the final sigma, which folds to σ.
 */
export function foldCase(text: string): string {
  const lower = text.toLowerCase()
  if (ASCII.test(text)) return lower
  return lower
    .normalize()
    .replace(/[^\p{ASCII}ı]+/gu, (part) => part.toUpperCase().toLowerCase())
    .replace(/ς/g, 'σ')
    .normalize()
}

/** A `userName` as the profile UsernameCaseMapped prepares it: width, lower case, NFC (RFC 8265 3.3). */
export function foldUserName(userName: string): string {
  return foldWidth(userName).toLowerCase().normalize()
}

/** The text with fullwidth and halfwidth characters as their usual forms, in NFC (RFC 8265 3.3.2). */
export function foldWidth(text: string): string {
  return text.replace(/[\u3000\uff01-\uffee]+/g, (part) => part.normalize('NFKC')).normalize()
}

/** Whether a text begins or ends with white space, a control character or an invisible one, as pasted text often does. */
export function isPadded(text: string): boolean {
  return /^[\s\p{Cc}\p{Cf}]|[\s\p{Cc}\p{Cf}]$/u.test(text)
}
