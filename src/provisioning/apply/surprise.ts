import { hasValue } from '../attributes/hidden.ts'
import type { Step } from '../plan/step.ts'
import type { Account, Roster } from '../snapshot/snapshot.ts'
import { accountAfter, rosterAfter } from './live-state.ts'

/**
 * Compares the answer to a write with what was known before: what the step did not ask for must not have happened. An update
 * has deactivated people (https://slack-status.com/2024-04/b3a5d5713e783458), and a removal has emptied groups.
 *
 * @returns what happened unasked, without personal values; nothing if all is as expected
 */
export function surpriseOf(
  step: Step,
  before: Account | Roster,
  answer: Account | Roster,
): string | undefined {
  if ('attributes' in before && 'attributes' in answer) return surpriseOfAccount(step, before, answer)
  if ('members' in before && 'members' in answer) return surpriseOfGroup(step, before, answer)
  return undefined
}

function surpriseOfAccount(step: Step, before: Account, answer: Account): string | undefined {
  const expected = accountAfter(step, before)
  const what =
    answer.active !== expected.active
      ? `active became ${answer.active}`
      : answer.kind !== expected.kind
        ? `the ${expected.kind} became a ${answer.kind}`
        : !hasValue(answer, ['email', expected.attributes.email])
          ? 'the primary email changed'
          : undefined
  return what && `${answer.id}: ${what}, which no step asked for`
}

function surpriseOfGroup(step: Step, before: Roster, answer: Roster): string | undefined {
  const expected = rosterAfter(step, before).members.size
  const size = answer.members.size
  // A service that answers without members says nothing of them.
  if (size === expected || (size === 0 && expected > 0 && step.kind !== 'removeMembers')) return undefined
  return `${answer.id}: the group has ${size} members, ${expected} were expected`
}
