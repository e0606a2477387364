import type { Attribute, Attributes } from '../attributes/attribute.ts'
import type { Account } from '../snapshot/snapshot.ts'
import { hold, holdNotAllowed, type Planning, type Subject, stepSubject } from './planning.ts'
import type { SwitchUserStep } from './step.ts'

/** The account that is switched, and what is said of it. */
interface Switched {
  readonly account: Account
  readonly subject: Subject
}

/** What is switched, and why. */
interface Switch {
  readonly kind: SwitchUserStep['kind']
  readonly why?: string
  /** Attributes that another step changes, so that they do not identify the account. */
  readonly changing?: Attributes
}

/**
 * Adds a step that switches an account on or off or changes its guest status, unless the account is protected or the
 * policy does not allow it.
 *
 * @returns whether the step was added
 */
export function pushSwitch(
  planning: Planning,
  { account, subject }: Switched,
  { kind, why, changing = {} }: Switch,
): boolean {
  if (kind !== 'reactivate' && isProtected(planning, subject, account)) return false
  if (!planning.allowed.has(kind)) {
    holdNotAllowed(planning, subject, kind)
    return false
  }
  planning.steps.push({
    id: `${kind}:${account.id}`,
    kind,
    ...stepSubject(subject),
    ...(why !== undefined && { why }),
    reversible: kind === 'reactivate' ? 'yes' : 'partly',
    target: account.id,
    from: identity(account.attributes, changing),
  })
  return true
}

/** Holds what a protected account is not to lose. */
export function isProtected(planning: Planning, subject: Subject, account: Account): boolean {
  const { protection } = planning
  const why = protection.reasonFor(account)
  if (why) {
    hold(planning, subject, { code: 'protected', why, fix: 'do it by hand in Slack' })
    return true
  }
  if (protection.isKnown) return false
  hold(planning, subject, {
    code: 'roles-unknown',
    why: 'it is not known who the owners and admins are',
    fix: 'name them with --protect, or see slack-scim doctor for how to read them',
  })
  return true
}

const IDENTITY: readonly Attribute[] = ['userName', 'email']

function identity(attributes: Attributes, changing: Attributes): Attributes {
  const names = IDENTITY.filter((name) => attributes[name] && changing[name] === undefined)
  return Object.fromEntries(names.map((name) => [name, attributes[name]]))
}
