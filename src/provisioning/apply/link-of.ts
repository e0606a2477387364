import { keyedHash } from '../links/keyed-hash.ts'
import { membersText, type TrackedValues, withWritten } from '../links/written.ts'
import type { Step } from '../plan/step.ts'
import { isUserStep } from './live-state.ts'
import type { LinkWritten } from './recorder.ts'
import type { Run } from './run.ts'

/** The link that a step makes or adds to; nothing for a step of no key. */
export function linkOf(step: Step, id: string, run: Run): LinkWritten | undefined {
  const { key, source } = step
  if (key === undefined || source === undefined) return undefined
  const resource = isUserStep(step) ? 'user' : 'group'
  const values = valuesOf(step, id, run)
  const overwritten = run.plan.drift
    .filter(({ target, overwritten, attribute }) => overwritten && target === id && attribute in values)
    .map(({ attribute }) => attribute)
  return {
    resource,
    key,
    id,
    source,
    written: withWritten(keyedHash(run.links.secret), {}, values),
    ...(overwritten.length > 0 && { overwritten }),
  }
}

/** What a step writes, as far as it is tracked. The members of a group are those with an active account. */
function valuesOf(step: Step, id: string, { live }: Run): TrackedValues {
  switch (step.kind) {
    case 'createUser':
      return { ...step.to, active: 'true' }
    case 'updateUser':
      return step.to
    case 'reactivate':
    case 'deactivate':
      return { active: String(step.kind === 'reactivate') }
    case 'createGroup':
    case 'addMembers':
    case 'removeMembers':
      return membersOf(live, id)
    default:
      return {}
  }
}

/** The members of a group as they are known now; nothing for a group that is not known. */
export function membersOf(live: Run['live'], id: string): TrackedValues {
  const { members } = live.group(id) ?? {}
  if (!members) return {}
  return { members: membersText([...members].filter((member) => live.user(member)?.active !== false)) }
}
