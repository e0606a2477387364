import { invalid } from '../errors/validation-error.ts'
import { PADDED } from '../guards/padded-text.ts'
import { isPadded } from '../protocol/text.ts'

/** @throws {@link SCIMValidationError} for anything but a text that can be a Slack id */
export function requireId(task: string, path: string, id: unknown): void {
  requireText(task, [path, id], 'a Slack id')
}

/**
 * Requires a text that is not blank and not padded: it is sent, looked for and compared as it is.
 *
 * @param what - what the text must be, for the message
 * @throws {@link SCIMValidationError} naming the fix
 */
export function requireText(
  task: string,
  [path, text]: readonly [path: string, text: unknown],
  what: string,
): void {
  // An empty cell of a table would otherwise match every account with an empty second address.
  if (typeof text !== 'string' || text.trim() === '') throw invalid(task, path, `must be ${what}`)
  if (isPadded(text)) throw invalid(task, path, PADDED)
}
