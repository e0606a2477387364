import { SCIMRefusedError } from '../errors/refused-error.ts'
import { quote } from '../events/quote.ts'
import { shownPart } from '../guards/replacement.ts'
import { asText } from '../protocol/as-text.ts'
import type { Group } from '../schemas/group.ts'

/**
 * The ids of the members that a group shows.
 *
 * @throws {@link SCIMRefusedError} (`incomplete`) if it says that it has more: some services send members in pages, and
 *   a part must not be taken for the whole
 */
export function shownMembers(name: string, group: Group): ReadonlySet<string> {
  assertAllShown(name, group)
  const members = Array.isArray(group.members) ? group.members : []
  return new Set(members.flatMap((member) => (typeof member?.value === 'string' ? [member.value] : [])))
}

/** @throws {@link SCIMRefusedError} (`incomplete`) for a group that shows fewer members than it says that it has */
export function assertAllShown(name: string, group: Group, fix = 'change them one by one'): void {
  const part = shownPart({ ...group })
  if (!part) return
  const message = `${name}: ${quote(asText(group.id))}: the group shows ${part}: ${fix}`
  throw new SCIMRefusedError(message, 'incomplete')
}
