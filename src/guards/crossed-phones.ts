import type { SCIMIssue } from '../errors/validation-error.ts'
import { isRecord } from '../protocol/is-record.ts'

/**
 * The mobile phone of a body in the form of a read, which a write would take for the primary phone: `type: 'mobile'`
 * marks the mobile phone in an answer and the primary one in a request
 * (https://docs.slack.dev/reference/scim-api, phoneNumbers). Beside a number that goes into the slot of the mobile
 * phone it is no mistake, but the form that Slack documents.
 */
export function crossedPhoneIssues(phones: unknown): SCIMIssue[] {
  if (!Array.isArray(phones)) return []
  const numbers = phones.filter((phone) => isRecord(phone) && phone.value && phone.operation === undefined)
  const goesToMobile = ({ type, primary }: Readonly<Record<string, unknown>>): boolean =>
    primary === undefined ? type === 'work' : primary === false && numbers.length > 1
  const index = phones.findIndex(
    (phone) => numbers.includes(phone) && phone.type === 'mobile' && phone.primary === undefined,
  )
  if (index < 0 || numbers.some(goesToMobile)) return []
  const fix = "use toWritable, or send primary: false beside primary: true, or type: 'work' alone"
  return [{ path: `phoneNumbers.${index}`, message: `type mobile would overwrite the primary phone: ${fix}` }]
}
