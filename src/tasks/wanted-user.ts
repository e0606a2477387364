import { mismatches } from '../chain/schema-issues.ts'
import { unknownAttributes } from '../chain/unknown-attributes.ts'
import type { UserOperations } from '../client/operations.ts'
import { invalid, type SCIMIssue, SCIMValidationError } from '../errors/validation-error.ts'
import { paddedIssues } from '../guards/padded-text.ts'
import { isAssigned } from '../patch/equality.ts'
import { isRecord } from '../protocol/is-record.ts'
import type { Shape } from '../schemas/shape.ts'
import type { UserCreate } from '../schemas/user.ts'
import { type ExtensionUrns, userAttributesShape } from '../schemas/user-shape.ts'
import { requireText } from './arguments.ts'
import { A_TIME, isTime } from './guest-status.ts'
import { primaryEmail } from './identity.ts'
import { dialectOf, type Task } from './task.ts'

/**
 * Checks the wanted attributes at least as strictly as `createUser` does. A wrong `active` has an effect without being
 * sent, because it decides whether an account is reactivated.
 *
 * @returns the primary email
 * @throws {@link SCIMValidationError} with the path of each attribute that is wrong
 */
export function checkWanted(task: Task<UserOperations>, user: UserCreate): string {
  const { name } = task
  const { urns } = dialectOf(task)
  if (!isRecord(user)) throw invalid(name, 'user', 'must be an object')
  if (!Array.isArray(user.emails)) throw invalid(name, 'emails', 'must be a list')
  const issues: SCIMIssue[] = [...mismatches(wantedShape(urns), user), ...paddedIssues('user', user)]
  if (task.scim.unknownAttributes === 'refuse')
    issues.push(...unknownAttributes(wantedShape(urns), user, dialectOf(task)))
  if (issues.length > 0) throw new SCIMValidationError(name, issues)
  const { active, userName, [urns.guest]: guest } = user
  if (active === null) throw invalid(name, 'active', 'must be true or false: leave it out to leave it alone')
  requireText(name, ['userName', userName], 'a text that is not blank')
  if (isRecord(guest)) checkGuest(name, urns.guest, guest)
  const email = primaryEmail(user)
  if (!email?.trim()) throw invalid(name, 'emails', 'needs a primary email: it is what identifies a person')
  return email
}

/** Slack makes guests of these types only, and a malformed expiration would read as an absent one. */
function checkGuest(
  name: string,
  urn: string,
  { type, expiration }: Readonly<Record<string, unknown>>,
): void {
  if (type !== undefined && type !== 'multi' && type !== 'single')
    throw invalid(name, `${urn}.type`, "must be 'multi': send the extension as null for a full member")
  if (isAssigned(expiration) && !isTime(expiration))
    throw invalid(name, `${urn}.expiration`, `must be null or ${A_TIME}`)
}

const shapes = /* @__PURE__ */ new WeakMap<ExtensionUrns, Shape>()

/** The shape of what is wanted. Built once for each dialect: a run over a directory asks for every person. */
export function wantedShape(urns: ExtensionUrns): Shape {
  const known = shapes.get(urns) ?? userAttributesShape(urns)
  shapes.set(urns, known)
  return known
}
