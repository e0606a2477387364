import type { Attribute } from '../attributes/attribute.ts'
import type { DesiredUser } from './desired.ts'
import { issueAt, type SourceIssue } from './source-error.ts'

/** Where a person or group stands. */
export function originOf({
  origin,
  source,
}: {
  readonly origin?: string | undefined
  readonly source: string
}): string {
  return origin ?? source
}

/** Attributes that Slack gives to one account only, and the namespace that each is of. */
const UNIQUE: readonly (readonly [name: Attribute, namespace: string])[] = [
  ['email', 'address'],
  ['secondEmail', 'address'],
  ['userName', 'userName'],
]

/** What people contradict each other in: addresses and names, which Slack gives once. */
export function duplicateIssues(people: Iterable<DesiredUser>): SourceIssue[] {
  const issues: SourceIssue[] = []
  const seen = new Map<string, DesiredUser>()
  for (const person of people) {
    for (const [name, namespace] of UNIQUE) {
      const value = person.attributes[name]
      if (!value) continue
      const id = `${namespace} ${value}`
      const first = seen.get(id)
      if (!first) {
        seen.set(id, person)
        continue
      }
      const other =
        first === person ? 'the email of the same person' : `that of ${originOf(first)} (${first.key})`
      const fix =
        name === 'userName'
          ? 'names are compared as Slack stores them, without accents and at most 21 characters: give each person another'
          : 'give each person another'
      issues.push(issueAt(originOf(person), `${person.key}: ${name}: is also ${other}: ${fix}`))
    }
  }
  return issues
}

/**
 * What is wrong with reporting lines: managers whom no source has, and people who report to themselves.
 *
 * @param isComplete - whether every source was read to its end; else a manager may be among those not read
 */
export function managerIssues(people: ReadonlyMap<string, DesiredUser>, isComplete: boolean): SourceIssue[] {
  const issues: SourceIssue[] = []
  const done = new Set<string>()
  for (const start of people.values()) {
    const line = new Set<string>()
    let person: DesiredUser | undefined = start
    while (person && !done.has(person.key) && !line.has(person.key)) {
      line.add(person.key)
      const manager: string | null | undefined = person.attributes.manager
      const next: DesiredUser | undefined = manager ? people.get(manager) : undefined
      if (manager && !next && isComplete) {
        const message = `${person.key}: manager: no source has the person ${manager}: give the key of a person`
        issues.push(issueAt(originOf(person), message))
      }
      person = next
    }
    if (person && line.has(person.key)) issues.push(cycleIssue(person, line))
    for (const key of line) done.add(key)
  }
  return issues
}

/** Keys of a cycle that a message names. */
const MAX_NAMED = 10

function cycleIssue(first: DesiredUser, line: ReadonlySet<string>): SourceIssue {
  const keys = [...line]
  const cycle = keys.slice(keys.indexOf(first.key))
  const named = cycle.slice(0, MAX_NAMED).join(' → ')
  const rest = cycle.length > MAX_NAMED ? ` → … (${cycle.length} people)` : ''
  const message = `${first.key}: manager: reports to themselves: ${named}${rest} → ${first.key}: clear one of these`
  return issueAt(originOf(first), message)
}
