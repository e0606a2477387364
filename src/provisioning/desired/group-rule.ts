import { SCIMError } from '../../errors/scim-error.ts'
import type { Filter } from '../../filter/filter.ts'
import { matchesFilter } from '../../filter/match-filter.ts'
import { parseFilter } from '../../filter/parse-filter.ts'
import { flatPerson } from '../attributes/person-name.ts'
import type { DesiredGroup, DesiredUser } from './desired.ts'
import { issueAt, type SourceIssue } from './source-error.ts'

/** A group whose members are the active people that match a filter. */
export interface GroupRule {
  /** The stable name of the group. */
  readonly key: string
  /** The name in Slack; default: the key. */
  readonly name?: string | undefined
  /** A filter over the attributes of people, such as `department eq "R&D" and title co "Engineer"`. */
  readonly filter: string | Filter
  /** `add` leaves other members alone, `exact` removes them; default `add`. */
  readonly mode?: 'add' | 'exact' | undefined
  /** Where the rule stands, such as `slack-scim.config.yaml:31`; default `groups`. */
  readonly origin?: string | undefined
}

/** The source of groups that come from rules. */
export const RULES_SOURCE = 'groups'

/** The group that a rule makes of people, or what is wrong with its filter. */
export function groupOf(
  { key, name, filter, mode = 'add', origin }: GroupRule,
  people: ReadonlyMap<string, DesiredUser>,
): DesiredGroup | SourceIssue {
  try {
    const parsed = typeof filter === 'string' ? parseFilter(filter) : filter
    const members: string[] = []
    for (const { key: member, active, attributes } of people.values())
      if (active && matchesFilter(parsed, flatPerson(attributes, active))) members.push(member)
    return { key, source: RULES_SOURCE, name, members, mode, origin }
  } catch (error) {
    if (!SCIMError.is(error)) throw error
    return issueAt(origin ?? RULES_SOURCE, `${key}: filter: ${error.message}`)
  }
}
