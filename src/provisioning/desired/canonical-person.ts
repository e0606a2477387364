import { suggest } from '../../options/suggest.ts'
import { isRecord } from '../../protocol/is-record.ts'
import { ATTRIBUTE_NAMES, type Attribute, type Attributes } from '../attributes/attribute.ts'
import { canonicalValue } from '../attributes/canonical.ts'
import { originOf } from './check-people.ts'
import type { DesiredUser } from './desired.ts'
import { issueAt, type SourceIssue } from './source-error.ts'
import { textProblem, valueProblem } from './value-problem.ts'

const NAMES: ReadonlySet<string> = /* @__PURE__ */ new Set(ATTRIBUTE_NAMES)

/** What is wrong with a key of a person or group. */
export function keyProblem(key: unknown): string | undefined {
  if (typeof key !== 'string') return 'must be a text: a number may have lost leading zeros'
  return key.trim() === '' ? 'is empty: give each row the stable name of its person' : textProblem(key)
}

/** A person whose attributes are canonical, and what is wrong with the others. */
export function canonicalPerson(person: DesiredUser): {
  readonly person: DesiredUser
  readonly issues: readonly SourceIssue[]
} {
  const issues: SourceIssue[] = []
  const report = (field: string, problem: string): void => {
    issues.push(issueAt(originOf(person), `${person.key}: ${field}: ${problem}`))
  }
  if (typeof person.active !== 'boolean') report('active', 'must be true or false')
  if (person.guest !== undefined && typeof person.guest !== 'boolean')
    report('guest', 'must be true or false: leave it out if the source does not say')
  const attributes: { [A in Attribute]?: string | null } = {}
  if (!isRecord(person.attributes)) report('attributes', 'must be an object')
  for (const [name, value] of Object.entries(person.attributes ?? {})) {
    if (value === undefined) continue
    if (!isAttribute(name)) {
      report(name, unknownName(name))
      continue
    }
    const problem = valueProblem(name, value)
    if (problem) report(name, problem)
    else attributes[name] = value === null ? null : canonicalValue(name, String(value))
  }
  if (attributes.givenName === null && attributes.familyName === null)
    report('givenName', 'cannot be cleared together with familyName: Slack needs one of them')
  return { person: { ...person, attributes: attributes satisfies Attributes }, issues }
}

/** Whether a name is one of the vocabulary. */
export function isAttribute(name: string): name is Attribute {
  return NAMES.has(name)
}

/** The problem of a name that is no attribute, with the one that was probably meant. */
export function unknownName(name: string, known: readonly string[] = ATTRIBUTE_NAMES): string {
  const meant = suggest(name, known)
  return meant ? `unknown: did you mean ${meant}?` : `unknown: there are ${known.join(', ')}`
}
