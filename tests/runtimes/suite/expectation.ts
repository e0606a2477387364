import type { Expectation } from '../../contract/harness.ts'

/** The assertions of the contract, where there is no test runner to bring them. */
export function expectation(actual: unknown): Expectation {
  return {
    toBe(expected) {
      if (!Object.is(actual, expected)) throw mismatch(actual, expected)
    },
    toEqual(expected) {
      if (!isEqual(actual, expected)) throw mismatch(actual, expected)
    },
  }
}

/** Whether two values have the same structure; keys that are undefined count as absent. */
export function isEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((value, index) => isEqual(value, other[index]))
    )
  }
  if (!isObject(one) || !isObject(other)) return false
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].every((key) => isEqual(one[key], other[key]))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function mismatch(actual: unknown, expected: unknown): Error {
  return new Error(`${inWords(actual)} instead of ${inWords(expected)}`)
}

function inWords(value: unknown): string {
  return isObject(value) ? JSON.stringify(value) : String(value)
}
