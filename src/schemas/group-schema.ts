import type { GenericSchema } from 'valibot'
import type { Group, GroupAttributes } from './group.ts'
import { groupAttributesShape, groupShape } from './group-shape.ts'
import { toSchema } from './to-schema.ts'

/** The schema of what can be written of a group. */
export function groupAttributes(): GenericSchema<unknown, GroupAttributes> {
  return toSchema(groupAttributesShape())
}

/** The schema of a group as Slack sends it. */
export function group(): GenericSchema<unknown, Group> {
  return toSchema(groupShape())
}
