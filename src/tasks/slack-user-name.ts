import { foldWidth } from '../protocol/text.ts'
import { MAX_HANDLE } from '../schemas/attributes.ts'

/** Latin letters that have no decomposition, in lower case. */
const LATIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
}

/**
 * A name in the form in which Slack stores it: lower case, at most 21 characters, other characters than letters, digits,
 * `.`, `_` and `-` as `_`, of an address the local part. Letters lose their accents, since Slack does not say whether it
 * keeps them; runs of `_`, and separators at the ends, are not kept.
 *
 * @param number - what stands at the end, within the length
 * @returns the empty text if nothing of the name is left
 */
export function slackUserName(wish: string, number = ''): string {
  const local = wish.trim().replace(/^([^@\s]+)@[^@\s]+$/, '$1')
  const name = foldWidth(local)
    .toLowerCase()
    .replace(/[^ -~]/g, (letter) => LATIN[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9.-]+/g, '_')
    .replace(/^[._-]+/, '')
    .slice(0, MAX_HANDLE - number.length)
    .replace(/[._-]{1,21}$/, '')
  return name && name + number
}
