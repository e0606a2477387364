import { isRecord } from '../protocol/is-record.ts'
import { primaryPhone } from '../schemas/attributes.ts'
import type { PhoneNumber } from '../schemas/user-parts.ts'

/** The two phones that Slack stores (https://docs.slack.dev/reference/scim-api, phoneNumbers). */
export interface PhoneSlots {
  readonly mobile: PhoneNumber | undefined
  readonly primary: PhoneNumber | undefined
}

/**
 * The two phones of a list, as a read marks them. Of more numbers than that, those of type mobile come before others
 * as the mobile phone; two that are not mobile take both slots.
 */
export function phoneSlots(phones: unknown): PhoneSlots {
  const filled: PhoneNumber[] = Array.isArray(phones)
    ? phones.filter((phone) => isRecord(phone) && typeof phone.value === 'string' && phone.value.trim())
    : []
  const primary = primaryPhone(filled)
  const others = filled.filter((phone) => phone !== primary)
  return { primary, mobile: others.find(({ type }) => type === 'mobile') ?? others[0] }
}

/**
 * The form in which both phones land where they are read: on a write `type: 'mobile'` is the primary phone, and so is
 * a number that comes alone, but for one of type `work`.
 */
export function writtenPhones({ mobile, primary }: PhoneSlots): PhoneNumber[] {
  const mark = primary ? { primary: false } : { type: 'work' }
  return [
    ...(mobile ? [{ ...unmarked(mobile), ...mark }] : []),
    ...(primary ? [{ ...unmarked(primary), primary: true }] : []),
  ]
}

function unmarked({ type: _type, primary: _primary, ...phone }: PhoneNumber): PhoneNumber {
  return phone
}
