import { namesGuest, patchConverts } from '../guards/guest-operations.ts'
import { keepsGuest } from '../guards/guest-status.ts'
import { knownFacts } from '../guards/known-users.ts'
import { userReplacementIssues } from '../guards/replacement.ts'
import { URN_1_1, URN_2_0 } from '../schemas/urns.ts'
import type { Target } from './operations.ts'
import type { Permit } from './permits.ts'
import { refuse, refuseIssues } from './refusal.ts'

type Body = Readonly<Record<string, unknown>>

/** A write that its body alone does not decide. */
export interface AccountWrite {
  readonly target: Target
  readonly body: Body
  readonly permit: Permit
}

/**
 * Refuses a PATCH that would make a full member of a guest, as the client does.
 *
 * @returns whether the account has to be read before the write: what a PUT blanks, and what a guest extension does,
 *   hangs on it
 */
export function checkGuestStatus({ target, body, permit }: AccountWrite): boolean {
  const { method, name, resource } = target.operation
  if (resource !== 'user') return false
  if (method === 'PUT') return true
  if (method !== 'PATCH' || permit.guestStatus) return false
  if (patchConverts(body)) refuseChange(name)
  return namesGuest(body)
}

/**
 * Refuses a write that would make a guest of a full member, or the reverse, and a PUT that would blank what its body
 * leaves out.
 *
 * @param account - the account as it was read
 */
export function checkAccount({ target, body, permit }: AccountWrite, account: unknown): void {
  const { name, method } = target.operation
  const urn = guestUrnOf(target)
  const facts = knownFacts(account, urn)
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
  // Slack may read a name in another case or not: such an extension makes a guest, and keeps none.
  const becomesGuest =
    method === 'PATCH' || (facts?.guest ? keepsGuest('replace', body[urn]) : namesGuest(given))
  if (!permit.guestStatus && facts?.guest !== becomesGuest) refuseChange(name)
  if (method !== 'PUT') return
  const issues = userReplacementIssues(body, urn, facts)
  refuseIssues(issues.filter(({ path }) => path !== urn))
}

/** The URN of the guest extension in the version of a request. */
function guestUrnOf({ segment }: Target): string {
  return (segment === 'v1' ? URN_1_1 : URN_2_0).guest
}

function refuseChange(name: string): never {
  refuse('relay_forbidden', `${name} may not change guest status`)
}
