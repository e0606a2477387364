/** A number, also one written as text; else undefined, since converting an object of the service can throw. */
export function readNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value
  return typeof number === 'number' && !Number.isNaN(number) ? number : undefined
}
