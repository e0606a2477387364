import { invalid } from '../errors/validation-error.ts'

/**
 * Returns a body as JSON. Refuses `NaN`, which JSON would turn into null, and bigints and cycles.
 *
 * @throws {@link SCIMValidationError} with the name of the attribute
 */
export function toJSON(operation: string, body: unknown): string {
  let at = ''
  try {
    const text = JSON.stringify(body)
    // JSON writes null for a number that it cannot write.
    if (!text.includes('null') || !mayHide(body)) return text
  } catch {
    // Written once more, to find out where.
  }
  try {
    return JSON.stringify(body, (key, value) => {
      at = key
      if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(String(value))
      return value
    })
  } catch (error) {
    throw invalid(operation, at, `cannot be written as JSON: ${(error as Error).message.split('\n')[0]}`)
  }
}

/** Whether a value that JSON can write has a number in it that JSON turns into null, or may write as another value. */
function mayHide(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return false
  if ('toJSON' in value) return true
  for (const key in value) if (mayHide((value as Record<string, unknown>)[key])) return true
  return false
}
