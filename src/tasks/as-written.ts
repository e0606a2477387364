import { isRecord } from '../protocol/is-record.ts'
import { attributeOf, isList, UNSTORED_PARTS, unwritten } from '../schemas/attributes.ts'
import type { UserAttributes } from '../schemas/user.ts'
import { phoneSlots, writtenPhones } from './phone-slots.ts'

/**
 * A wish in the form that a create takes: each phone in the slot that its type names, and nothing of what Slack stores
 * nowhere, such as the `formatted` name that identity providers send. The nickName follows the userName.
 */
export function asWritten<Wish extends UserAttributes>(wanted: Wish): Wish {
  const { nickName: _nickName, phoneNumbers, ...wish } = wanted
  const phones = Array.isArray(phoneNumbers) ? writtenPhones(phoneSlots(phoneNumbers)) : undefined
  return { ...(withoutIgnored(wish, '') as Wish), ...(phones && { phoneNumbers: phones }) }
}

type JSONObject = Readonly<Record<string, unknown>>

function withoutIgnored(object: JSONObject, prefix: string): JSONObject {
  const entries = Object.entries(object).filter(([key]) => unwritten(prefix + key) !== 'ignored')
  return Object.fromEntries(
    entries.map(([key, value]) => {
      const path = prefix + key
      if (isList(path) && Array.isArray(value)) return [key, value.map(withoutUnstored)]
      return [key, isRecord(value) && attributeOf(path) ? withoutIgnored(value, `${path}.`) : value]
    }),
  )
}

function withoutUnstored(element: unknown): unknown {
  if (!isRecord(element)) return element
  return Object.fromEntries(Object.entries(element).filter(([key]) => !UNSTORED_PARTS.includes(key)))
}
