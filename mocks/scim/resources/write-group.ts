import { isObject, type JSONObject } from '../../attributes/json.ts'
import { refuse } from '../../errors/refusal.ts'

/** Reads the name and the members of the body of a POST or PUT. */
export function readGroup(body: JSONObject): { displayName: string; members: string[] | undefined } {
  const { displayName, members } = body
  if (displayName === undefined || displayName === null) refuse('invalid_name_required')
  if (typeof displayName !== 'string') refuse('invalid_attribute_format')
  return {
    displayName,
    members: members === undefined || members === null ? undefined : memberIds(members),
  }
}

/** Reads the ids of a list of members; `display` is ignored. */
export function memberIds(members: unknown): string[] {
  if (!Array.isArray(members)) refuse('invalid_attribute_format')
  return members.map((member) => memberId(member))
}

/** Reads the id of one member. */
export function memberId(member: unknown): string {
  const id = isObject(member) ? member.value : undefined
  return typeof id === 'string' && id !== '' ? id : refuse('groups_invalid')
}
