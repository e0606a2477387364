import * as v from 'valibot'
import type { Group, GroupAttributes, GroupMember } from './group.ts'
import { type EntriesOf, list, maybe, shape, text } from './shape.ts'
import { meta } from './user-schema.ts'

function member(): v.GenericSchema<unknown, GroupMember> {
  return shape<GroupMember>({ value: text(), display: text(), operation: text() })
}

function attributes(): EntriesOf<GroupAttributes> {
  return {
    schemas: list(v.string()),
    id: text(),
    meta: maybe(meta()),
    displayName: text(),
    members: list(member()),
  }
}

/** The schema of what can be written of a group. */
export function groupAttributes(): v.GenericSchema<unknown, GroupAttributes> {
  return shape<GroupAttributes>(attributes())
}

/** The schema of a group as Slack sends it. */
export function group(): v.GenericSchema<unknown, Group> {
  return shape<Group>({
    ...attributes(),
    id: v.string(),
    displayName: v.string(),
    members: v.array(member()),
  })
}
