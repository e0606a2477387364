import type { Group, GroupAttributes, GroupMember } from './group.ts'
import { array, type EntriesOf, list, maybe, type Shape, shape, string, text } from './shape.ts'
import { metaShape } from './user-shape.ts'

function member(): Shape<GroupMember> {
  return shape<GroupMember>({ value: text(), display: text(), operation: text() })
}

function attributes(): EntriesOf<GroupAttributes> {
  return {
    schemas: list(string()),
    id: text(),
    meta: maybe(metaShape()),
    displayName: text(),
    members: list(member()),
  }
}

/** The shape of what can be written of a group. */
export function groupAttributesShape(): Shape<GroupAttributes> {
  return shape<GroupAttributes>(attributes())
}

/** The shape of a group as Slack sends it. */
export function groupShape(): Shape<Group> {
  return shape<Group>({
    ...attributes(),
    id: string(),
    displayName: string(),
    members: array(member()),
  })
}
