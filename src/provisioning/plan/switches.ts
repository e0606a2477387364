import type { Attribute, Attributes } from '../attributes/attribute.ts'
import type { Owner } from '../links/claim.ts'
import type { Link } from '../links/links.ts'
import { isAsWritten } from '../links/written.ts'
import type { Account } from '../snapshot/snapshot.ts'
import { holdContested, isContestedIn } from './contested.ts'
import { hold, holdNotAllowed, type Planning, type Subject, stepSubject, subjectOf } from './planning.ts'
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
    why,
    reversible: kind === 'reactivate' ? 'yes' : 'partly',
    target: account.id,
    from: identity(account.attributes, changing),
  })
  return true
}

/**
 * Switches the account of a person to what the source says, and notes it as drift where another writer has switched it
 * since it was last written. Drift that is only reported, or contested, leaves an account switched off; what takes
 * access away is still done.
 *
 * @returns whether the step was added
 */
export function switchPerson(planning: Planning, owner: Owner): boolean {
  const { account, person, link } = owner
  const subject = subjectOf(owner)
  if (!isSwitchedByOthers(planning, link, account))
    return pushSwitch(planning, { account, subject }, { kind: person.active ? 'reactivate' : 'deactivate' })
  const isContested = person.active && isContestedIn(link, 'active')
  if (isContested) holdContested(planning, subject, 'active')
  const isLeft = person.active && (isContested || planning.policy.drift === 'report')
  const kind = person.active ? 'reactivate' : 'deactivate'
  const overwritten = !isLeft && pushSwitch(planning, { account, subject }, { kind })
  noteSwitched(planning, { account, subject, overwritten })
  return overwritten
}

/** Whether an account is switched on or off otherwise than it was last written. */
export function isSwitchedByOthers(
  { hash }: Planning,
  link: Link | undefined,
  { active }: Pick<Account, 'active'>,
): boolean {
  return isAsWritten(hash, link?.written ?? {}, ['active', String(active)]) === false
}

/** Notes that another writer has switched an account. */
export function noteSwitched(
  { drift }: Planning,
  { account, subject: { who }, overwritten }: Switched & { readonly overwritten: boolean },
): void {
  const { id: target, active } = account
  drift.push({ target, who, attribute: 'active', wrote: 'same as desired', now: String(active), overwritten })
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
