import type { SCIMDialect } from '../dialects/dialect.ts'
import { asText } from '../protocol/as-text.ts'
import { isRecord } from '../protocol/is-record.ts'
import type { User, UserAttributes, UserCreate } from '../schemas/user.ts'

/** A difference between the guest extension of an account and the wanted one. */
export interface GuestChange {
  /** Whether a guest becomes a full member, or a full member a guest. */
  readonly isConversion: boolean
  /** The partial user that makes the change; a removal in the form that both dialects document. */
  readonly partial: UserAttributes
}

/** The guest extension of an account; undefined for a full member. */
export function guestOf(
  { urns }: Pick<SCIMDialect, 'urns'>,
  account: User,
): Readonly<Record<string, unknown>> | undefined {
  const extension = account[urns.guest]
  return isRecord(extension) ? extension : undefined
}

/** How the guest extension of an account differs from that of `wanted`; undefined if it does not, or `wanted` has none. */
export function guestChange(
  dialect: Pick<SCIMDialect, 'urns'>,
  account: User,
  wanted: UserCreate | UserAttributes,
): GuestChange | undefined {
  const urn = dialect.urns.guest
  const wish = wanted[urn]
  const guest = guestOf(dialect, account)
  if (wish === undefined) return undefined
  if (!isRecord(wish)) return guest && { isConversion: true, partial: { meta: { attributes: [urn] } } }
  const { expiration } = wish
  const type = wish.type ?? guest?.type ?? 'multi'
  if (!guest || guest.type !== type) {
    return { isConversion: true, partial: { [urn]: expiration ? { type, expiration } : { type } } }
  }
  if (expiration === undefined || sameTime(guest.expiration, expiration)) return undefined
  const partial = expiration
    ? { [urn]: { type, expiration } }
    : { meta: { attributes: [`${urn}.expiration`] } }
  return { isConversion: false, partial }
}

/** Whether two expirations are the same moment; absent, null and blank are none. */
export function sameTime(stored: unknown, wanted: unknown): boolean {
  return readTime(stored) === readTime(wanted)
}

/** What {@link isTime} takes, for messages. */
export const A_TIME = 'a time in ISO 8601, such as 2027-01-31T00:00:00Z'

/** Whether a value is a day of the calendar, or a time on one, in ISO 8601. */
export function isTime(value: unknown): boolean {
  const text = asText(value)
  const day = /^\d{4}-\d\d-\d\d(?=$|[T ])/.exec(text)?.[0]
  if (day === undefined || readTime(text) === undefined) return false
  // Date.parse takes a 31st of February for the 3rd of March.
  return new Date(`${day}T00:00Z`).toISOString().startsWith(day)
}

/** The moment of an ISO 8601 text in milliseconds, also of one whose offset lacks the colon, as Slack's do. */
export function readTime(text: unknown): number | undefined {
  const time = Date.parse(
    asText(text)
      .trim()
      .replace(/([+-]\d\d)(\d\d)$/, '$1:$2'),
  )
  return Number.isNaN(time) ? undefined : time
}
