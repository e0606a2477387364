import type { Plan } from '../plan/plan.ts'
import { protectionOf } from '../plan/protection.ts'
import type { Step, SwitchUserStep } from '../plan/step.ts'
import type { Policy } from '../policy/policy.ts'
import type { Account, Snapshot } from '../snapshot/snapshot.ts'
import type { Violation } from './violation.ts'

/** Checks that no protected account is touched, and that it is known which are protected. */
export function protectedGuards(
  plan: Plan,
  policy: Policy,
  snapshot: Partial<Snapshot> | undefined,
): readonly Violation[] {
  const violation = (planned: number, message: string, subject?: string): Violation => ({
    guard: 'protected',
    planned,
    already: 0,
    limit: 0,
    of: 0,
    message,
    ...(subject !== undefined && { subject }),
  })
  const protection = protectionOf(snapshot ?? {}, policy)
  const found = plan.steps.flatMap((step) => {
    const account = endangered(step, snapshot)
    const why = account && protection.reasonFor(account)
    return account && why ? [violation(1, `${step.id}: ${why}: plan again`, account.id)] : []
  })
  const blind = snapshot && !protection.isKnown ? plan.steps.filter(isSwitch).length : 0
  const unknown = plan.held.filter(({ code }) => code === 'roles-unknown').length + blind
  if (unknown > 0) {
    const problem = 'owners and admins are not known, so no account may be deactivated or converted'
    const fix = 'name them with --protect, or see slack-scim doctor for how to read them'
    found.push(violation(unknown, `${unknown} ${blind > 0 ? 'planned' : 'held'}: ${problem}: ${fix}`))
  }
  return found
}

/** Whether a step switches an account off, or converts it. */
function isSwitch(step: Step): step is SwitchUserStep {
  return step.kind === 'deactivate' || step.kind === 'toGuest' || step.kind === 'toMember'
}

/** The account that a step switches off, converts, or gives another address. */
function endangered(
  step: Step,
  snapshot: Partial<Snapshot> | undefined,
): Pick<Account, 'id' | 'kind' | 'attributes'> | undefined {
  const isAddress = step.kind === 'updateUser' && step.to.email !== undefined
  if ((!isAddress && !isSwitch(step)) || typeof step.target !== 'string') return undefined
  const { target, from } = step
  return snapshot?.users?.get(target) ?? { id: target, kind: 'member', attributes: from }
}
