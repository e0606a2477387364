import { describe, expect, it } from 'vitest'
import { foldCase, foldUserName, foldWidth, isPadded, isSameText } from '../../src/protocol/text.ts'

/** Every character that has a case, or a mark. */
const CASED = /\p{Changes_When_Casefolded}|\p{Cased}|\p{M}/u

function everyCasedCharacter(): string[] {
  const characters: string[] = []
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code)
    if (CASED.test(character)) characters.push(character)
  }
  return characters
}

describe('foldCase', () => {
  it.each([
    ['ΟΔΥΣ', 'οδυσ', 'a final sigma is a sigma'],
    ['STRASSE', 'straße', 'a sharp s is two'],
    ['STRAẞE', 'strasse', 'a capital sharp s too'],
    ['JOSE\u0301', 'josé', 'NFD is NFC'],
    ['ﬁ', 'FI', 'a ligature is its letters'],
    ['\u212a', 'k', 'the Kelvin sign is a k'],
    ['𐐀', '𐐨', 'beyond U+FFFF'],
  ])('makes %s and %s equal: %s', (one, other) => {
    expect(foldCase(one)).toBe(foldCase(other))
  })

  it.each([
    ['ı', 'i', 'the dotless i folds to itself'],
    ['é', 'e', 'an accent counts'],
    ['ｊ', 'j', 'width counts'],
    ['jo ', 'jo', 'white space counts'],
  ])('keeps %s and %s apart: %s', (one, other) => {
    expect(foldCase(one)).not.toBe(foldCase(other))
  })

  it('joins at least what the simple case folding of regular expressions joins, for every character', () => {
    const different = everyCasedCharacter().filter((character) =>
      [character.toLowerCase(), character.toUpperCase()].some(
        (other) => new RegExp(`^${character}$`, 'iu').test(other) && foldCase(other) !== foldCase(character),
      ),
    )
    expect(different).toEqual([])
  })

  it('folds each normalization form of every character alike, and what is folded to itself', () => {
    const different = everyCasedCharacter().filter((character) => {
      const folded = foldCase(character)
      return [folded, character.normalize('NFD'), character.normalize('NFC')].some(
        (other) => foldCase(other) !== folded,
      )
    })
    expect(different).toEqual([])
  })

  it('makes a beginning of a text the beginning of its fold', () => {
    expect(foldCase('ΟΔΥΣΣΕΥΣ').startsWith(foldCase('ΟΔΥΣ'))).toBe(true)
  })
})

describe('foldUserName', () => {
  it('maps width, case and normalization form, as RFC 8265 does', () => {
    expect(foldUserName('ＪＯＳE\u0301')).toBe('josé')
    expect(foldUserName('ｶﾞ')).toBe('ガ')
  })

  it('keeps a sharp s, which two people may have in different spellings', () => {
    expect(foldUserName('Straße')).not.toBe(foldUserName('strasse'))
  })
})

describe('foldWidth', () => {
  it('keeps case, and compatibility characters other than those of width', () => {
    expect(foldWidth('Ｊｏ ﬁ ①')).toBe('Jo ﬁ ①')
  })
})

describe('isPadded', () => {
  it.each([' ', '\t', '\r\n', '\u00a0', '\ufeff', '\u200b', '\u200e', '\u3000', '\0'])(
    'finds %j at both ends',
    (pad) => {
      expect([isPadded(`${pad}jo`), isPadded(`jo${pad}`), isPadded(`jo${pad}an`)]).toEqual([
        true,
        true,
        false,
      ])
    },
  )

  it('is linear in the length of a text', () => {
    const started = performance.now()
    expect(isPadded(`x${' '.repeat(1_000_000)}x`)).toBe(false)
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe('isSameText', () => {
  it.each<[unknown, unknown, boolean]>([
    ['Ame\u0301lie', 'Am\u00e9lie', true],
    ['a', 'A', false],
    ['a', undefined, false],
    [undefined, undefined, true],
    [7, 7, true],
    [7, '7', false],
  ])('compares %j and %j: %j', (one, other, expected) => {
    expect(isSameText(one, other)).toBe(expected)
  })
})
