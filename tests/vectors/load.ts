import { readFileSync } from 'node:fs'

/**
 * A file of vectors, recorded by Python. Read by hand: the bundler refuses half a surrogate pair, and Python
 * writes NaN, and a case each is about these.
 */
export function loadVectors<T>(name: string): T {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8')
  return JSON.parse(text.replace(/": NaN\b/g, '": null')) as T
}
