import { isAsWritten, membersText } from '../links/written.ts'
import type { MemberDifference } from './diff-members.ts'
import type { GroupDraft } from './group-draft.ts'
import type { Drift } from './plan.ts'
import type { Planning } from './planning.ts'

/**
 * The drift of a group whose members another writer has changed. Only the members that the source wanted when they were
 * last written say so for certain: where the source has changed as well, or an account comes back, the difference may be
 * its own.
 */
export function memberDrift(
  { links, snapshot, hash }: Planning,
  { group, roster, name }: GroupDraft,
  { difference, reactivated }: { difference: MemberDifference; reactivated: ReadonlySet<string> },
): Drift | undefined {
  const { size, adds, removes } = difference
  const { written = {} } = links.groups.get(group.key) ?? {}
  if (!roster || written.members === undefined || adds.length + removes.length === 0) return undefined
  const added = adds.filter((ref) => typeof ref === 'string' && !reactivated.has(ref)) as string[]
  if (added.length < adds.length) return undefined
  const gone = new Set(removes)
  const isKept = (id: string): boolean =>
    !gone.has(id) && (snapshot.users.get(id)?.active === true || reactivated.has(id))
  const wanted = membersText([...[...roster.members].filter(isKept), ...added])
  if (!isAsWritten(hash, written, ['members', wanted])) return undefined
  const changes = [
    ...(removes.length > 0 ? [`${removes.length} added`] : []),
    ...(adds.length > 0 ? [`${adds.length} removed`] : []),
  ]
  return {
    target: roster.id,
    who: name,
    attribute: 'members',
    wrote: 'same as desired',
    now: `${size} members: ${changes.join(', ')}`,
    overwritten: false,
  }
}
