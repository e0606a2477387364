import { suggest } from '../../src/options/suggest.ts'

/** Ends a sentence with a suggestion, or with a full stop when no name is close. */
export function didYouMean(name: string, known: readonly string[]): string {
  const meant = suggest(name, known)
  return meant === undefined ? '.' : `; did you mean ${meant}?`
}
