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
    // JSON writes `NaN` as null, so a text without a null needs no second look.
    if (!text.includes('null')) return text
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
