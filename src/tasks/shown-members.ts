import { SCIMRefusedError } from '../errors/refused-error.ts'
import { quote } from '../events/quote.ts'
import { asText } from '../protocol/as-text.ts'
import type { Group } from '../schemas/group.ts'

/**
 * The ids of the members that a group shows.
 *
 * @throws {@link SCIMRefusedError} (`incomplete`) if it says that it has more: some services send members in pages, and
 *   a part must not be taken for the whole
 */
export function shownMembers(name: string, group: Group): ReadonlySet<string> {
  const members = Array.isArray(group.members) ? group.members : []
  const { totalResults } = group as { readonly totalResults?: unknown }
  const total = Number(asText(totalResults))
  if (total > members.length) {
    const message = `${name}: ${quote(asText(group.id))}: the group shows ${members.length} of ${total} members: change them one by one`
    throw new SCIMRefusedError(message, 'incomplete')
  }
  return new Set(members.flatMap((member) => (typeof member?.value === 'string' ? [member.value] : [])))
}
