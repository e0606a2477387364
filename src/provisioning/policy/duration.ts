import { SCIMConfigurationError } from '../../errors/configuration-error.ts'

const UNITS: ReadonlyMap<string, number> = /* @__PURE__ */ new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
])

/**
 * Reads a duration such as `36h` or `15m`, in milliseconds.
 *
 * @param name - the option, for the message
 * @param text - a whole number and `s`, `m`, `h` or `d`
 * @throws {@link SCIMConfigurationError} when the text is no duration
 */
export function parseDuration(name: string, text: string): number {
  const unit = UNITS.get(text.slice(-1))
  const number = /^\d{1,6}$/.test(text.slice(0, -1)) ? Number(text.slice(0, -1)) : undefined
  if (unit !== undefined && number !== undefined) return number * unit
  throw new SCIMConfigurationError(
    `${name}: '${text}' is no duration: write a whole number and s, m, h or d, such as 36h`,
  )
}
