import type { SCIMDialect } from '../../dialects/dialect.ts'
import { isRecord } from '../../protocol/is-record.ts'
import { attributeOf, isList, primaryOf, storedParts } from '../../schemas/attributes.ts'
import type { UserAttributes } from '../../schemas/user.ts'
import { phoneSlots } from '../../tasks/phone-slots.ts'

/** What reading and writing need of a dialect. */
export type DialectNames = Pick<SCIMDialect, 'version' | 'urns'>

/** The parts of one attribute of an account, by slot or sub-attribute. */
export type Slots = Readonly<Record<string, unknown>>

/** The name under which a dialect has an attribute of the table: extensions stand under their URN. */
export function wireName(root: string, { urns }: DialectNames): string {
  return isExtension(root) ? urns[root] : root
}

function isExtension(root: string): root is 'enterprise' | 'profile' | 'guest' {
  return root === 'enterprise' || root === 'profile' || root === 'guest'
}

/**
 * The parts of an attribute as an account has it, each list by slot: the emails `primary` and `second`, the phones
 * `primary` and `mobile`, and of other lists the one element that Slack stores.
 */
export function slotsOf(value: unknown, root: string): Slots {
  if (!isList(root)) return isRecord(value) ? value : { '': value }
  const elements: readonly unknown[] = Array.isArray(value) ? value : []
  const { kind } = attributeOf(root) ?? {}
  if (kind === 'phones') {
    const { primary, mobile } = phoneSlots(elements)
    return { primary: primary?.value, mobile: mobile?.value }
  }
  const primary = primaryOf(elements)
  if (kind !== 'emails') return storedParts(primary ?? {})
  const second = elements.find((one) => one !== primary && storedParts(one).value)
  return { primary: storedParts(primary ?? {}).value, second: storedParts(second ?? {}).value }
}

/** An attribute as a read shows it, from its parts: the inverse of {@link slotsOf}. */
export function fromSlots(slots: Slots, root: string): unknown {
  if (!isList(root)) return '' in slots ? slots[''] : slots
  const { kind } = attributeOf(root) ?? {}
  if (kind === 'phones') {
    return elementsOf([
      [slots.mobile, { type: 'mobile' }],
      [slots.primary, { primary: true }],
    ])
  }
  if (kind === 'emails') {
    return elementsOf([
      [slots.primary, { primary: true }],
      [slots.second, { primary: false }],
    ])
  }
  const filled = Object.entries(slots).filter(([, part]) => part !== null)
  return filled.length > 0 ? [{ ...Object.fromEntries(filled), primary: true }] : []
}

function elementsOf(pairs: readonly (readonly [value: unknown, mark: object])[]): object[] {
  return pairs.flatMap(([value, mark]) => (value ? [{ value, ...mark }] : []))
}

/** Reads an attribute of an account by the name of the table. */
export function attributeValue(user: UserAttributes, root: string, dialect: DialectNames): unknown {
  return (user as Readonly<Record<string, unknown>>)[wireName(root, dialect)]
}
