import type { SCIMDialect } from '../dialects/dialect.ts'
import { type Differences, differences } from '../patch/differences.ts'
import { ATTRIBUTES } from '../schemas/attributes.ts'
import type { User, UserAttributes } from '../schemas/user.ts'
import { asRead } from './as-read.ts'
import { visibleWish } from './skipped.ts'

/**
 * The attributes of `wanted` that an account does not have, as a partial resource. What `wanted` leaves out is left
 * alone, and so are the guest extension (see `guestChange`) and what a read of the account hides.
 */
export function changesFor(dialect: SCIMDialect, account: User, wanted: UserAttributes): UserAttributes {
  const { wish } = visibleWish(dialect, account, wanted)
  return asPartial(differences(account, asRead(account, wish), { version: dialect.version, keeps: true }))
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
