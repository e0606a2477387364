import type { Plan } from '../plan/plan.ts'
import type { Ref } from '../plan/step.ts'
import { grouped } from './figures.ts'
import { plain } from './plain.ts'

/** Members above which a group is too large for what Slack recommends (https://docs.slack.dev/reference/scim-api). */
const MANY_MEMBERS = 5000

/** What a reader should know before approving a plan: what was not read to its end, and groups that become very large. */
export function warningsOf({ sources, snapshot, steps }: Plan, redact: boolean): readonly string[] {
  const unread = sources.filter(({ complete }) => !complete).map(({ name }) => `Source ${plain(name)}`)
  const incomplete = (snapshot.complete ? unread : [...unread, 'Slack']).map(
    (name) => `${name} was not read to its end: nothing is concluded from what is missing.`,
  )
  const grown = new Map<string, { readonly name: string; readonly leaves: number }>()
  for (const step of steps) {
    if (step.kind !== 'addMembers' && step.kind !== 'removeMembers') continue
    const { target, who, leaves, kind } = step
    const id = idOf(target)
    if (kind === 'addMembers' || grown.has(id))
      grown.set(id, { name: redact ? redacted(target) : plain(who), leaves })
  }
  const large = [...grown.values()].filter(({ leaves }) => leaves > MANY_MEMBERS)
  return [...incomplete, ...large.map(({ name, leaves }) => largeGroup(name, leaves))]
}

function largeGroup(name: string, members: number): string {
  const most = grouped(MANY_MEMBERS)
  return `${name} would have ${grouped(members)} members: Slack recommends at most ${most}, and no user group can have more.`
}

function idOf(target: Ref): string {
  return typeof target === 'string' ? target : `new ${target.key}`
}

function redacted(target: Ref): string {
  return typeof target === 'string' ? plain(target) : 'A new group'
}
