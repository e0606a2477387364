import { SCIMError } from '../errors/scim-error.ts'

/**
 * A filter that cannot be read, written or evaluated.
 *
 * @example
 * ```ts
 * import { parseFilter, SCIMFilterError } from 'slack-scim/filter'
 *
 * try {
 *   parseFilter('userName eq jo')
 * } catch (error) {
 *   if (error instanceof SCIMFilterError) console.error(error.position) // 12
 * }
 * ```
 */
export class SCIMFilterError extends SCIMError {
  declare readonly name: 'SCIMFilterError'
  declare readonly code: 'bad_filter'
  /** The keyword of RFC 7644 3.12, table 9. */
  declare readonly scimType: 'invalidFilter'
  /** Where: in text the index of a character, in a filter that is data the path, as in `filter.args[1].value`. */
  declare readonly position: number | string

  /**
   * @param position - the index in the text, or the path in the data
   * @param problem - what is wrong there
   */
  constructor(position: number | string, problem: string) {
    super({
      name: 'SCIMFilterError',
      code: 'bad_filter',
      message: `Invalid filter at ${position}: ${problem}`,
      fields: { scimType: 'invalidFilter', position },
    })
  }
}

/** Throws a {@link SCIMFilterError} unless a condition holds. */
export function expect(condition: unknown, position: number | string, expected: string): asserts condition {
  if (!condition) throw new SCIMFilterError(position, `expected ${expected}`)
}
