/** A scalar as text; objects and absent values are empty: converting an object of the service can throw. */
export function asText(value: unknown): string {
  return value === undefined || value === null || Object(value) === value ? '' : String(value)
}
