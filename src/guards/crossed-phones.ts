import type { SCIMIssue } from '../errors/validation-error.ts'
import { asText } from '../protocol/as-text.ts'
import { isRecord } from '../protocol/is-record.ts'
import { attributeOf } from '../schemas/attributes.ts'

type Resource = Readonly<Record<string, unknown>>

/**
 * The mobile phone of a body in the form of a read, which a write would take for the primary phone: `type: 'mobile'`
 * marks the mobile phone in an answer and the primary one in a request
 * (https://docs.slack.dev/reference/scim-api, phoneNumbers). Beside a number that goes into the slot of the mobile
 * phone it is the form that Slack documents. A create without another number overwrites nothing.
 *
 * @param part - the attributes that are written; a name may be the path of a `PatchOp`
 */
export function crossedPhoneIssues(
  part: Resource,
  { method }: { readonly method?: string } = {},
): SCIMIssue[] {
  const name = Object.keys(part).find((path) => attributeOf(path)?.kind === 'phones') ?? ''
  const phones: unknown = part[name]
  if (!Array.isArray(phones)) return []
  const isNumber = (phone: unknown): phone is Resource =>
    isRecord(phone) && Boolean(phone.value) && phone.operation === undefined
  const numbers = phones.filter(isNumber)
  // Whether Slack compares types without regard to case is unknown: in doubt a number is the primary phone.
  const isMobile = ({ type, primary }: Resource): boolean =>
    primary === undefined && asText(type).toLowerCase() === 'mobile'
  const goesToMobile = ({ type, primary }: Resource): boolean =>
    primary === undefined ? type === 'work' : primary === false && numbers.length > 1
  const index = phones.findIndex((phone) => isNumber(phone) && isMobile(phone))
  if (index < 0 || numbers.some(goesToMobile) || (method === 'POST' && numbers.length === 1)) return []
  const fix = "use toWritable, or send primary: false beside primary: true, or type: 'work' alone"
  return [{ path: `${name}.${index}`, message: `type mobile would overwrite the primary phone: ${fix}` }]
}
