import type { SCIMDialect } from '../dialects/dialect.ts'
import type { SCIMIssue } from '../errors/validation-error.ts'
import { suggest } from '../options/suggest.ts'
import { isRecord } from '../protocol/is-record.ts'
import { UNSTORED_PARTS, unwritten, withoutCore } from '../schemas/attributes.ts'
import type { Shape } from '../schemas/shape.ts'

/**
 * What is done about an attribute of a body that Slack does not know: `warn` is an event, and words in the error that
 * may follow; `refuse` is a `SCIMValidationError` before anything is sent; `allow` is nothing.
 */
export type UnknownAttributes = 'warn' | 'refuse' | 'allow'

/** Upper bound of reported names; one is enough to explain a refusal. */
const MAX_UNKNOWN = 20

/**
 * Finds the names in a body that its shape does not have, compared without regard to case (RFC 7643 2.1).
 *
 * @param shape - the shape of the whole resource
 * @param value - the attributes to be written; a name may be the path of a `PatchOp`
 * @param dialect - whose URNs there are
 * @returns each with its path and what was probably meant
 */
export function unknownAttributes(shape: Shape, value: unknown, dialect: SCIMDialect): SCIMIssue[] {
  const issues: SCIMIssue[] = []
  if (hasKnownNames(shape, value)) return issues
  for (const { path, key, names } of unknownNames(shape, value, '')) {
    if (issues.push({ path, message: unknownMessage(key, names, dialect) }) === MAX_UNKNOWN) break
  }
  return issues
}

/** Whether a shape has every name of a value, as it is written. Almost every body is done with that. */
function hasKnownNames(shape: Shape, value: unknown): boolean {
  const { item, entries } = described(shape)
  if (Array.isArray(value)) return !item || value.every((one) => hasKnownNames(item, one))
  if (!entries || !isRecord(value)) return true
  for (const name in value) {
    const part = value[name]
    if (!Object.hasOwn(entries, name)) return false
    if (typeof part === 'object' && !hasKnownNames(entries[name] as Shape, part)) return false
  }
  return true
}

/** The shape of a value that is there; of alternatives, the object. */
function described(shape: Shape): Shape {
  const inner = shape.wrapped ?? shape
  return inner.options?.find(({ entries }) => entries) ?? inner
}

/** The parent of a sub-attribute in a list; the URNs of 1.1 end in digits too. */
const ELEMENT = /[a-z]\.\d/i

/** A name that a shape does not have, and those that it has in that place. */
interface UnknownName {
  readonly path: string
  readonly key: string
  readonly names: readonly string[]
}

function* unknownNames(shape: Shape, value: unknown, parent: string): Generator<UnknownName> {
  const { item, entries } = described(shape)
  if (Array.isArray(value) && item) {
    for (const [index, one] of value.entries()) yield* unknownNames(item, one, `${parent}${index}.`)
  }
  if (!entries || !isRecord(value)) return
  for (const [name, part] of Object.entries(value)) {
    const path = parent + name
    const names = Object.keys(entries)
    const key = rootOf(name, names)
    const known = names.find((one) => one.toLowerCase() === key.toLowerCase())
    // Identity providers send attributes that Slack takes and stores nowhere.
    const isSent = unwritten(path) || (ELEMENT.test(parent) && UNSTORED_PARTS.includes(name))
    if (known === undefined && !isSent) yield { path, key, names }
    else if (known?.length === name.length) yield* unknownNames(entries[known] as Shape, part, `${path}.`)
    else if (known !== undefined) {
      // What stands behind the root of a path, or behind its filter: `givenName` of `name.givenName`.
      const rest = withoutCore(name)
        .slice(key.length)
        .replace(/^\[[^\]]*\]/, '')
        .replace(/^[.:]/, '')
      const inner = described(entries[known] as Shape)
      const parts = rest && { [rest]: part }
      yield* unknownNames(inner.item ?? inner, parts, path.slice(0, path.length - rest.length))
    }
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

/** What is wrong with a name that the shape does not have. */
function unknownMessage(key: string, names: readonly string[], { version, urns }: SCIMDialect): string {
  if (!FOREIGN[version].test(key)) {
    const meant = key.includes(':') ? undefined : suggest(key, names)
    return `unknown attribute${meant ? `: did you mean '${meant}'?` : ''}`
  }
  const kind = (['enterprise', 'guest', 'profile'] as const).find((one) => key.includes(`:${one}:`))
  const fix = kind ? `: this client speaks ${version}, where it is ${urns[kind]}` : ''
  return `is a URN of SCIM ${version === '1.1' ? '2.0' : '1.1'}${fix}`
}
