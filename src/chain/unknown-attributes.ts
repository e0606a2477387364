import type { GenericSchema } from 'valibot'
import type { SCIMDialect } from '../dialects/dialect.ts'
import type { SCIMIssue } from '../errors/validation-error.ts'
import { suggest } from '../options/suggest.ts'
import { isRecord } from '../protocol/is-record.ts'
import { UNSTORED_PARTS, unwritten, withoutCore } from '../schemas/attributes.ts'

/**
 * What is done about an attribute of a body that Slack does not know: `warn` is an event, and words in the error that
 * may follow; `refuse` is a `SCIMValidationError` before anything is sent; `allow` is nothing.
 */
export type UnknownAttributes = 'warn' | 'refuse' | 'allow'

/** The parts of a valibot schema's metadata that say which names there are. */
interface Described {
  readonly entries?: Readonly<Record<string, Described>>
  readonly item?: Described
  readonly wrapped?: Described
  readonly options?: readonly Described[]
}

/** Upper bound of reported names; one is enough to explain a refusal. */
const MAX_UNKNOWN = 20

/**
 * Finds the names in a body that its schema does not have, compared without regard to case (RFC 7643 2.1).
 *
 * @param schema - the schema of the whole resource
 * @param value - the attributes to be written; a name may be the path of a `PatchOp`
 * @param dialect - whose URNs there are
 * @returns each with its path and what was probably meant
 */
export function unknownAttributes(schema: GenericSchema, value: unknown, dialect: SCIMDialect): SCIMIssue[] {
  const issues: SCIMIssue[] = []
  if (hasKnownNames(schema as unknown as Described, value)) return issues
  for (const { path, key, names } of unknownNames(schema as unknown as Described, value, '')) {
    if (issues.push({ path, message: unknownMessage(key, names, dialect) }) === MAX_UNKNOWN) break
  }
  return issues
}

/** Whether a schema has every name of a value, as it is written. Almost every body is done with that. */
function hasKnownNames(schema: Described, value: unknown): boolean {
  const { item, entries } = described(schema)
  if (Array.isArray(value)) return !item || value.every((one) => hasKnownNames(item, one))
  if (!entries || !isRecord(value)) return true
  for (const name in value) {
    const part = value[name]
    if (!Object.hasOwn(entries, name)) return false
    if (typeof part === 'object' && !hasKnownNames(entries[name] ?? {}, part)) return false
  }
  return true
}

/** The schema of a value that is there; of alternatives, the object. */
function described(schema: Described): Described {
  const inner = schema.wrapped ?? schema
  return inner.options?.find(({ entries }) => entries) ?? inner
}

/** A name that a schema does not have, and those that it has in that place. */
interface UnknownName {
  readonly path: string
  readonly key: string
  readonly names: readonly string[]
}

function* unknownNames(schema: Described, value: unknown, parent: string): Generator<UnknownName> {
  const { item, entries } = described(schema)
  if (Array.isArray(value) && item) {
    for (const [index, one] of value.entries()) yield* unknownNames(item, one, `${parent}${index}.`)
  }
  if (!entries || !isRecord(value)) return
  for (const [name, part] of Object.entries(value)) {
    const path = parent + name
    const exact = Object.hasOwn(entries, name) ? entries[name] : undefined
    if (exact) {
      if (Object(part) === part) yield* unknownNames(exact, part, `${path}.`)
      continue
    }
    const names = Object.keys(entries)
    const key = rootOf(name, names)
    const known = names.find((one) => one.toLowerCase() === key.toLowerCase())
    // Identity providers send attributes that Slack takes and stores nowhere.
    const isSent = unwritten(path) || (/\.\d+\.$/.test(parent) && UNSTORED_PARTS.includes(name))
    if (known === undefined && !isSent) yield { path, key, names }
    else if (known?.length === name.length) yield* unknownNames(entries[known] ?? {}, part, `${path}.`)
  }
}

/** The attribute that a path begins with: `emails` of `emails[primary eq true].value`, the URN of `urn:…:User:title`. */
function rootOf(path: string, names: readonly string[]): string {
  // Behind the URN of a core schema stands an attribute (RFC 7644 3.10).
  const bare = withoutCore(path)
  if (!/^urn:/i.test(bare)) return bare.split(/[.[]/, 1)[0] ?? bare
  const lower = path.toLowerCase()
  return names.find((name) => lower.startsWith(name.toLowerCase())) ?? path
}

/** The beginning of the other version's URNs, so that neither client carries them whole. */
const FOREIGN = { '1.1': /^urn:ietf:/i, '2.0': /^urn:scim:/i } as const

/** What is wrong with a name that the schema does not have. */
function unknownMessage(key: string, names: readonly string[], { version, urns }: SCIMDialect): string {
  if (!FOREIGN[version].test(key)) {
    const meant = /^urn:/i.test(key) ? undefined : suggest(key, names)
    return `unknown attribute${meant ? `: did you mean '${meant}'?` : ''}`
  }
  const kind = (['enterprise', 'guest', 'profile'] as const).find((one) => key.includes(`:${one}:`))
  const fix = kind ? `: this client speaks ${version}, where it is ${urns[kind]}` : ''
  return `is a URN of SCIM ${version === '1.1' ? '2.0' : '1.1'}${fix}`
}
