import { checkOptions, hasMethod, type OptionRule, withMethod } from '../../options/check-options.ts'
import { checkPolicy } from '../policy/check-policy.ts'
import { canonicalJson } from './canonical-json.ts'
import { compareTexts, inOrderOfDoing } from './order.ts'
import type { Plan, PlanBase } from './plan.ts'
import { SCIMPlanError } from './plan-error.ts'
import { planGroups } from './plan-groups.ts'
import { type PlannedPeople, planPeople } from './plan-people.ts'
import { beginPlanning, known, type PlanInput } from './planning.ts'

const OWNER = 'planProvisioning'

/** Refuses values of the wrong type, such as a promise that was not awaited. */
function checkInput({ desired, snapshot, links, policy, now }: PlanInput): void {
  const given = { desired, snapshot, links, now }
  // A missing one is as wrong as another value.
  const values = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value ?? null]))
  checkOptions({ owner: OWNER }, values, {
    desired: withUsers('what readDesired resolves to: await it'),
    snapshot: withUsers('what readSnapshot resolves to: await it'),
    links: withUsers('the links of a journal, or emptyLinks()'),
    now: withMethod('toISOString'),
  })
  checkPolicy(OWNER, policy)
}

function withUsers(expected: string): OptionRule {
  return [(value) => hasMethod(Object(value).users, 'get'), expected]
}

/**
 * Plans what makes Slack equal to the sources. Reads nothing and sends nothing; the same input in any order gives the
 * same plan, byte for byte.
 *
 * Nothing is guessed: for whom it is not certain what to do, the plan says in `held` why and what would free them.
 *
 * @param input - what the sources want, what Slack has, what was written before, and what is allowed
 * @throws {@link SCIMConfigurationError} for a value of the wrong type, and an unknown name in the policy
 * @throws {@link SCIMPlanError} `wrong_organization` when the links are of another organization than the snapshot
 *
 * @example
 * ```ts
 * import { type Desired, type Links, planProvisioning, type Snapshot } from 'slack-scim/provisioning'
 *
 * export function leavers(desired: Desired, snapshot: Snapshot, links: Links): string[] {
 *   const policy = { allow: ['deactivate'], protect: ['it@example.com'] } as const
 *   const { steps } = planProvisioning({ desired, snapshot, links, policy, now: new Date() })
 *   return steps.map(({ who }) => who)
 * }
 * ```
 */
export function planProvisioning({ now, ...input }: PlanInput): Plan {
  checkInput({ now, ...input })
  const { desired, snapshot, links } = input
  const { organization } = snapshot
  if (links.organization !== '' && links.organization !== organization) {
    const problem = `${OWNER}: links: they are of ${links.organization}, and the snapshot is of ${organization}`
    throw new SCIMPlanError(`${problem}: use the journal of ${organization}`, 'wrong_organization')
  }
  const planning = beginPlanning(input)
  const people = planPeople(planning)
  const groupSizes = planGroups(planning, people)
  return {
    format: 1,
    organization,
    asOf: now.toISOString(),
    sources: desired.sources
      .map(({ name, rows, complete, takenAt }) => ({ name, rows, complete, takenAt }))
      .sort((one, other) => compareTexts(one.name, other.name)),
    snapshot: { takenAt: snapshot.takenAt, complete: snapshot.complete },
    base: baseOf(input, people, groupSizes),
    steps: inOrderOfDoing(planning.steps.map(known)),
    held: inOrderOfText(planning.held),
    drift: inOrderOfText(planning.drift),
    links: inOrderOfText(planning.linkChanges),
  }
}

function baseOf(
  { snapshot: { users, groups } }: Pick<PlanInput, 'snapshot'>,
  { managed, managedGuests }: PlannedPeople,
  groupSizes: Readonly<Record<string, number>>,
): PlanBase {
  let memberships = 0
  for (const { members } of groups.values()) memberships += members.size
  return {
    accounts: users.size,
    managed,
    managedGuests,
    groups: groups.size,
    memberships,
    groupSizes: Object.fromEntries(
      Object.entries(groupSizes).sort(([one], [other]) => compareTexts(one, other)),
    ),
  }
}

/** By key or Slack id, then by all that is said. */
function inOrderOfText<T extends { readonly key?: string | undefined; readonly target?: string | undefined }>(
  items: readonly T[],
): T[] {
  return items
    .map(known)
    .map((item) => ({ item, text: `${item.key ?? item.target ?? ''} ${canonicalJson(item)}` }))
    .sort((one, other) => compareTexts(one.text, other.text))
    .map(({ item }) => item)
}
