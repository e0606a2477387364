import type { MemberDifference } from './diff-members.ts'
import type { GroupDraft } from './group-draft.ts'
import { hold, holdNotAllowed, type Planning, stepSubject } from './planning.ts'
import type { MembersStep, Ref } from './step.ts'

/** The most members that Slack recommends for one write. */
const MAX_WRITE = 5000

/** The most members that a group can be written with. */
export const MAX_MEMBERS = 15_000

/**
 * Adds the steps that create a group and change its members, at most 5,000 a step.
 *
 * @returns whether members are removed
 */
export function pushMembers(planning: Planning, draft: GroupDraft, difference: MemberDifference): boolean {
  const { roster, subject, name, group } = draft
  const { size, adds, removes } = difference
  const final = size + adds.length - removes.length
  if (adds.length > 0 && final > MAX_MEMBERS) {
    hold(planning, subject, {
      code: 'group-size',
      why: `the group would have ${final} members, and Slack takes at most ${MAX_MEMBERS}`,
      fix: 'split the group',
    })
    return false
  }
  if (!roster) {
    if (adds.length > 0) pushCreate(planning, draft, adds)
    else {
      const why = `the group ${name} has no members with an account yet, and Slack may refuse an empty group`
      hold(planning, subject, { code: 'emptyGroup', why, fix: `give ${group.key} a member` })
    }
    return false
  }
  const isAdding = adds.length > 0 && isAllowed(planning, draft, 'addMembers')
  const grown = size + (isAdding ? adds.length : 0)
  if (isAdding)
    pushChunks(planning, draft, { kind: 'addMembers', target: roster.id, members: adds, start: size })
  if (removes.length === 0 || !isAllowed(planning, draft, 'removeMembers')) return false
  if (grown === removes.length && !planning.allowed.has('emptyGroup')) {
    hold(planning, subject, {
      code: 'emptyGroup',
      why: `the group would lose its last ${removes.length === 1 ? 'member' : `${removes.length} members`}`,
      fix: 'add emptyGroup to policy.allow, or give the group a member',
    })
    return false
  }
  pushChunks(planning, draft, { kind: 'removeMembers', target: roster.id, members: removes, start: grown })
  return true
}

function isAllowed(
  planning: Planning,
  { subject }: GroupDraft,
  action: 'addMembers' | 'removeMembers',
): boolean {
  if (planning.allowed.has(action)) return true
  holdNotAllowed(planning, subject, action)
  return false
}

function pushCreate(planning: Planning, draft: GroupDraft, members: readonly Ref[]): void {
  const { group, name, subject, after } = draft
  const id = `createGroup:${group.key}`
  const first = members.slice(0, MAX_WRITE)
  planning.steps.push({
    id,
    kind: 'createGroup',
    ...stepSubject(subject),
    key: group.key,
    reversible: 'no',
    after: after === undefined ? undefined : [`renameGroup:${after}`],
    name,
    members: first,
  })
  const rest = members.slice(MAX_WRITE)
  if (rest.length === 0 || !isAllowed(planning, draft, 'addMembers')) return
  pushChunks(planning, draft, {
    kind: 'addMembers',
    target: { key: group.key },
    members: rest,
    start: first.length,
    after: id,
  })
}

/** The members that one kind of steps changes. */
interface Chunks {
  readonly kind: MembersStep['kind']
  readonly target: Ref
  readonly members: readonly Ref[]
  /** Members before. */
  readonly start: number
  readonly after?: string
}

function pushChunks({ steps }: Planning, { subject }: GroupDraft, chunks: Chunks): void {
  const { kind, target, members, start } = chunks
  let { after } = chunks
  let leaves = start
  for (let from = 0; from < members.length; from += MAX_WRITE) {
    const chunk = members.slice(from, from + MAX_WRITE)
    leaves += kind === 'addMembers' ? chunk.length : -chunk.length
    // The part stands before the key, which may have any characters.
    const part = from === 0 ? '' : `${from / MAX_WRITE + 1}:`
    const id = `${kind}:${part}${typeof target === 'string' ? target : `new:${target.key}`}`
    steps.push({
      id,
      kind,
      ...stepSubject(subject),
      reversible: 'yes',
      after: after === undefined ? undefined : [after],
      target,
      members: chunk,
      leaves,
    })
    after = id
  }
}
