import { SCIMConfigurationError } from '../errors/configuration-error.ts'

/**
 * Whether `authorize` named an identity: `true`, a text, a number or a plain object.
 *
 * @returns `false` for what means that the browser is not signed in: `false`, `null`, `undefined`, `''`, `0`
 * @throws {@link SCIMConfigurationError} for anything else: a `Response` that a mistaken `authorize` returns to refuse a
 *   request would count as signed in
 */
export function isIdentity<Identity>(
  value: Identity | false | null | undefined,
): value is Exclude<Identity, false | null | undefined> {
  if (!value) return false
  if (value === true || typeof value === 'string' || typeof value === 'bigint') return true
  if (typeof value === 'number' || isPlain(value)) return true
  throw new SCIMConfigurationError(
    'createRelay: authorize: returned neither a plain object nor a text: return who is signed in, or null to refuse',
  )
}

/** Whether a value is an object that a literal or `JSON.parse` makes, of this realm or another. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
