import { unknownAttributes } from '../chain/unknown-attributes.ts'
import type { SCIMDialect } from '../dialects/dialect.ts'
import { isRecord } from '../protocol/is-record.ts'
import { attributeOf, FULL_FORM, isShortForm, unwritten } from '../schemas/attributes.ts'
import type { User, UserAttributes } from '../schemas/user.ts'
import { guestOf } from './guest-status.ts'
import { wantedShape } from './wanted-user.ts'

/** A wish for an existing account, in two parts. */
export interface VisibleWish {
  /** What a read of the account shows, and so can be compared. */
  readonly wish: UserAttributes
  /** The paths of what it hides. */
  readonly hidden: readonly string[]
}

/**
 * Leaves out of a wish what a read of the account hides: Slack answers guests in a short form. A guest who becomes a
 * full member hides nothing any more.
 */
export function visibleWish(dialect: SCIMDialect, account: User, wanted: UserAttributes): VisibleWish {
  const isHidden =
    guestOf(dialect, account) && isShortForm({ ...account }) && wanted[dialect.urns.guest] !== null
  if (!isHidden) return { wish: wanted, hidden: [] }
  const hidden: string[] = []
  const visible = (value: object, prefix: string): object =>
    Object.fromEntries(
      Object.entries(value).flatMap(([key, part]) => {
        const path = prefix + key
        if (FULL_FORM.includes(attributeOf(path)?.name ?? '')) {
          if (isWish(part)) hidden.push(path)
          return []
        }
        return [[key, isRecord(part) && path === 'name' ? visible(part, 'name.') : part]]
      }),
    )
  return { wish: visible(wanted, '') as UserAttributes, hidden }
}

/** The paths of a wish for an existing account that are left alone: see `EnsuredUser.skipped`. */
export function skippedOf(dialect: SCIMDialect, account: User, wanted: UserAttributes): string[] {
  const unknown = unknownAttributes(wantedShape(dialect.urns), wanted, dialect).map(({ path }) => path)
  const unseen = Object.entries(wanted).filter(
    ([path, value]) => unwritten(path) === 'initial' || (isPhoto(path) && isWish(value)),
  )
  return [...visibleWish(dialect, account, wanted).hidden, ...unknown, ...unseen.map(([path]) => path)]
}

/** Slack stores a copy of a photo under an address of its own, so no read shows whether it is the wanted one. */
function isPhoto(path: string): boolean {
  return attributeOf(path)?.name === 'photos'
}

/** An empty list adds nothing. */
function isWish(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0)
}
