import { ATTRIBUTE_NAMES, type Attribute } from '../attributes/attribute.ts'
import { unknownName } from './canonical-person.ts'

/** What a column of people may hold beside attributes. */
const OTHERS = ['active', 'activeFrom', 'activeUntil', 'guest', 'groups'] as const

/** What a column of people holds: an attribute, or what decides who is active, a guest, or a member. */
export type PersonField = Attribute | (typeof OTHERS)[number]

/** Everything that a column of people may hold. */
export const PERSON_FIELDS: readonly PersonField[] = [...ATTRIBUTE_NAMES, ...OTHERS]

/** How the columns of a table of people are read. */
export interface PeopleColumns {
  /** The column of the key. */
  readonly key: string
  /**
   * What columns hold, by their names; `null` ignores one. Default: a column is named after what it holds. Columns that
   * neither name is of are refused.
   */
  readonly columns?: Readonly<Record<string, PersonField | null>> | undefined
  /** Ignores columns that are not known; default `false`. */
  readonly ignoreOthers?: boolean | undefined
  /** What the texts of the column `active` mean, without regard to case; default `true` and `false`. */
  readonly active?: Readonly<Record<string, boolean>> | undefined
  /** The IANA zone of days and times without an offset; default `UTC`. */
  readonly timeZone?: string | undefined
}

/** What a column of a file holds. */
export interface Column {
  readonly name: string
  readonly field: PersonField | 'key'
}

/** Finds what the columns of a header hold, and what is wrong with them. */
export function readHeader(
  header: readonly string[],
  { key, columns = {}, ignoreOthers = false }: PeopleColumns,
): { readonly columns: readonly Column[]; readonly problems: readonly string[] } {
  const found: Column[] = []
  const problems: string[] = []
  const seen = new Set<string>()
  const known = [
    key,
    ...Object.keys(columns),
    ...PERSON_FIELDS.filter((field) => !Object.values(columns).includes(field)),
  ]
  const held = new Map<string, string>()
  for (const name of header) {
    if (seen.has(name)) problems.push(`column ${shown(name)}: stands twice: remove one`)
    if (seen.has(name)) continue
    seen.add(name)
    const field = fieldOf(name, key, columns)
    if (field === null) continue
    if (field === undefined) {
      if (!ignoreOthers) problems.push(`column ${shown(name)}: ${unknownName(name, known)}`)
      continue
    }
    const other = held.get(field)
    if (other !== undefined)
      problems.push(`column ${shown(name)}: holds ${field}, as ${shown(other)} does: ignore one`)
    held.set(field, name)
    found.push({ name, field })
  }
  for (const name of [key, ...Object.keys(columns)])
    if (!seen.has(name))
      problems.push(`column ${shown(name)}: is missing: there are ${header.map(shown).join(', ')}`)
  return { columns: found, problems }
}

function fieldOf(
  name: string,
  key: string,
  columns: NonNullable<PeopleColumns['columns']>,
): Column['field'] | null | undefined {
  if (name === key) return 'key'
  if (Object.hasOwn(columns, name)) return columns[name]
  return PERSON_FIELDS.find((field) => field === name)
}

/** The most characters of a name that a message quotes. */
const MAX_SHOWN = 40

/** A text of a file as messages show it: without control characters, and not endless. */
export function shown(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}]/gu, '�')
  return plain.length > MAX_SHOWN ? `'${plain.slice(0, MAX_SHOWN)}…'` : `'${plain}'`
}
