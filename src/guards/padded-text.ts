import type { SCIMIssue } from '../errors/validation-error.ts'
import { isRecord } from '../protocol/is-record.ts'
import { isPadded } from '../protocol/text.ts'

/** The message for a name or an address that begins or ends with white space or an invisible character. */
export const PADDED = 'must not begin or end with white space or an invisible character: trim it'

/** The attributes whose text identifies an account or a group. */
const NAMES = ['userName', 'nickName', 'displayName'] as const

/**
 * The padded names and addresses of a body. Slack stores them without the padding, so the same text would conflict with
 * itself and not be found again. A blank text is not an issue here: on 1.1 one space clears an attribute.
 *
 * @param resource - the `displayName` of a user identifies no account and is not checked
 */
export function paddedIssues(
  resource: 'user' | 'group',
  body: Readonly<Record<string, unknown>>,
): SCIMIssue[] {
  const { emails } = body
  const texts = NAMES.flatMap((path): [string, unknown][] =>
    path === 'displayName' && resource === 'user' ? [] : [[path, body[path]]],
  )
  if (Array.isArray(emails)) {
    for (const [index, email] of emails.entries()) {
      if (isRecord(email)) texts.push([`emails.${index}.value`, email.value])
    }
  }
  // A manager is named by an address or a userName too.
  for (const [urn, extension] of Object.entries(body)) {
    const manager = isRecord(extension) ? extension.manager : undefined
    if (isRecord(manager)) texts.push([`${urn}.manager.managerId`, manager.managerId])
  }
  return texts
    .filter(([, text]) => typeof text === 'string' && text.trim() !== '' && isPadded(text))
    .map(([path]) => ({ path, message: PADDED }))
}
