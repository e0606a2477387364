import type { Attribute, Attributes } from '../attributes/attribute.ts'
import { keyedHash } from '../links/keyed-hash.ts'
import { withWritten } from '../links/written.ts'
import type { Step } from '../plan/step.ts'
import { isUserStep } from './live-state.ts'
import type { LinkWritten } from './recorder.ts'
import type { Run } from './run.ts'

/** The link that a step makes or adds to; nothing for a step of no key. */
export function linkOf(step: Step, id: string, run: Run): LinkWritten | undefined {
  const { key, source } = step
  if (key === undefined || source === undefined) return undefined
  const resource = isUserStep(step) ? 'user' : 'group'
  const values: Attributes = step.kind === 'createUser' || step.kind === 'updateUser' ? step.to : {}
  const overwritten = run.plan.drift
    .filter(({ target, overwritten, attribute }) => overwritten && target === id && attribute in values)
    .map(({ attribute }) => attribute as Attribute)
  return {
    resource,
    key,
    id,
    source,
    written: withWritten(keyedHash(run.links.secret), {}, values),
    ...(overwritten.length > 0 && { overwritten }),
  }
}
