import type { Person } from './directory.ts'

/**
 * Sorts people into levels, from the top of the company down.
 *
 * Slack resolves a manager when it writes a person, and a create whose manager it does not know loses all
 * profile fields without a word. So managers come first.
 *
 * @throws Error when people manage each other in a circle
 */
export function topDown(people: readonly Person[]): readonly (readonly Person[])[] {
  const levels: Person[][] = []
  const placed = new Set([''])
  let rest = people
  while (rest.length > 0) {
    const level = rest.filter((person) => placed.has(person.manager))
    if (level.length === 0) {
      throw new Error(`people.csv: ${rest.map((person) => person.employeeId).join(', ')} manage each other.`)
    }
    for (const person of level) placed.add(person.employeeId)
    rest = rest.filter((person) => !placed.has(person.employeeId))
    levels.push(level)
  }
  return levels
}
