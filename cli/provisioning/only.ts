import type { Plan, Step } from '../../src/provisioning/index.ts'
import { CommandError } from '../command-error.ts'

/**
 * The plan with some of its steps, and those that must be done before them.
 *
 * @param only - kinds of steps, keys of a source, Slack ids, or ids of steps
 * @throws {CommandError} for a word that names no step
 */
export function onlySteps(plan: Plan, only: readonly string[]): Plan {
  const chosen = new Set<string>()
  for (const word of only) {
    const named = plan.steps.filter((step) => namesOf(step).includes(word))
    if (named.length === 0 && !KINDS.includes(word as Step['kind']))
      throw new CommandError(
        `--only ${word}: no step has this kind, key or id; kinds are ${KINDS.join(', ')}`,
      )
    for (const { id } of named) chosen.add(id)
  }
  // A step stands behind those that it needs.
  for (const { id, after = [] } of [...plan.steps].reverse())
    if (chosen.has(id)) for (const one of after) chosen.add(one)
  return { ...plan, steps: plan.steps.filter(({ id }) => chosen.has(id)) }
}

const KINDS: readonly Step['kind'][] = [
  'createUser',
  'updateUser',
  'reactivate',
  'deactivate',
  'toGuest',
  'toMember',
  'createGroup',
  'renameGroup',
  'addMembers',
  'removeMembers',
]

function namesOf(step: Step): readonly string[] {
  const { kind, id, key } = step
  const target = 'target' in step && typeof step.target === 'string' ? [step.target] : []
  return [kind, id, ...(key === undefined ? [] : [key]), ...target]
}
