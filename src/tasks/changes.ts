import type { SCIMDialect } from '../dialects/dialect.ts'
import { type Differences, differences } from '../patch/differences.ts'
import { ATTRIBUTES } from '../schemas/attributes.ts'
import type { User, UserAttributes } from '../schemas/user.ts'
import { asRead } from './as-read.ts'

/**
 * The attributes of `wanted` that an account does not have, as a partial resource. What `wanted` leaves out is left
 * alone, and so is the guest extension: see `guestChange`.
 */
export function changesFor(
  { version }: Pick<SCIMDialect, 'version'>,
  account: User,
  wanted: UserAttributes,
): UserAttributes {
  return asPartial(differences(account, asRead(account, wanted), { version, keeps: true }))
}

/** Differences as a partial resource: what is cleared by name stands in `meta.attributes`, which both dialects take. */
export function asPartial({ written, cleared }: Pick<Differences, 'written' | 'cleared'>): UserAttributes {
  const changes: Record<string, unknown> = { ...written }
  // The names are one in Slack: a change of one alone would be undone by the other.
  for (const { name, kind } of ATTRIBUTES.values()) {
    if (kind === 'handle' && changes.userName !== undefined) changes[name] = changes.userName
  }
  if (cleared.length > 0) changes.meta = { attributes: cleared }
  return changes
}
