import { foldCase } from '../../protocol/text.ts'
import { originOf } from './check-people.ts'
import type { DesiredGroup, DesiredUser } from './desired.ts'
import { issueAt, type SourceIssue } from './source-error.ts'
import { textProblem } from './value-problem.ts'

/** Members that a message names. */
const MAX_NAMED = 10

/** The name that a group has in Slack, in NFC: macOS types NFD, and a service may answer either. */
export function groupName({ name, key }: Pick<DesiredGroup, 'name' | 'key'>): string {
  return (name ?? key).normalize()
}

/**
 * What is wrong with groups: names that are not to be written, or are two groups' names, and members whom no source has.
 *
 * @param people - by key; undefined if a source was not read to its end, so members may be among those not read
 */
export function groupIssues(
  groups: Iterable<DesiredGroup>,
  people: ReadonlyMap<string, DesiredUser> | undefined,
): SourceIssue[] {
  const issues: SourceIssue[] = []
  const named = new Map<string, DesiredGroup>()
  for (const group of groups) {
    const report = (message: string): number =>
      issues.push(issueAt(originOf(group), `${group.key}: ${message}`))
    if (group.mode !== 'add' && group.mode !== 'exact') report('mode: must be add or exact')
    const name = groupName(group).trim()
    const problem = name ? textProblem(name) : 'is empty: give the group a name'
    if (problem) report(`name: ${problem}`)
    const first = named.get(foldCase(name))
    if (first) report(`name: is also that of ${originOf(first)} (${first.key}): give each group another`)
    else named.set(foldCase(name), group)
    const unknown = people ? group.members.filter((key) => !people.has(key)) : []
    if (unknown.length > 0) {
      const some = unknown.slice(0, MAX_NAMED).join(', ')
      const more = unknown.length > MAX_NAMED ? ` and ${unknown.length - MAX_NAMED} more` : ''
      report(`members: no source has ${some}${more}: give keys of people`)
    }
  }
  return issues
}
