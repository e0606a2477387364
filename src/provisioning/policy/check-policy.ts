import { checkOptions, OBJECT, type OptionRule, oneOf, TEXT } from '../../options/check-options.ts'
import type { Action, Limit, Limits, Parking, Policy } from './policy.ts'

/** Every action, and no other name. */
const ACTIONS = {
  createUser: true,
  updateUser: true,
  changeEmail: true,
  changeUserName: true,
  clear: true,
  reactivate: true,
  deactivate: true,
  toGuest: true,
  toMember: true,
  createGroup: true,
  renameGroup: true,
  addMembers: true,
  removeMembers: true,
  emptyGroup: true,
} as const satisfies Record<Action, true>

const WHOLE: OptionRule = [
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  'a whole number, 0 or more',
]

function numberTo(most: number): OptionRule {
  return [(value) => typeof value === 'number' && value >= 0 && value <= most, `a number from 0 to ${most}`]
}

function listOf(names: readonly string[]): OptionRule {
  return [
    (value) => Array.isArray(value) && value.every((one) => names.includes(one)),
    `a list of ${names.join(', ')}`,
  ]
}

const TEXTS: OptionRule = [
  (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
  'a list of Slack ids and emails',
]

/**
 * Refuses a policy that would lift a rule by a misspelled name, or by a value of the wrong type: a limit of `NaN` is
 * never reached.
 *
 * @param owner - who was given the policy, for the message
 * @throws {@link SCIMConfigurationError} naming the field and what it must be
 */
export function checkPolicy(owner: string, policy: Policy): void {
  const names = Object.keys(ACTIONS)
  checkOptions({ owner: `${owner}: policy` }, policy, {
    allow: listOf(names),
    absent: oneOf('report', 'deactivate'),
    limits: OBJECT,
    protect: TEXTS,
    drift: oneOf('report', 'overwrite'),
    match: listOf(['email', 'employeeNumber']),
    sourceMinimum: numberTo(1),
    sourceMaxAge: TEXT,
    parking: OBJECT,
  } satisfies Record<keyof Policy, OptionRule>)
  const { limits = {}, parking = {} } = policy
  const rules = Object.fromEntries([...names, 'removeMembersPerGroup'].map((name) => [name, OBJECT]))
  checkOptions({ owner: `${owner}: policy`, prefix: 'limits.' }, limits, rules)
  for (const name of Object.keys(limits) as (keyof Limits)[]) {
    checkOptions({ owner: `${owner}: policy`, prefix: `limits.${name}.` }, limits[name] ?? {}, {
      count: WHOLE,
      percent: numberTo(100),
      floor: WHOLE,
    } satisfies Record<keyof Limit, OptionRule>)
  }
  checkOptions({ owner: `${owner}: policy`, prefix: 'parking.' }, parking, {
    userName: TEXT,
    email: TEXT,
  } satisfies Record<keyof Parking, OptionRule>)
}
