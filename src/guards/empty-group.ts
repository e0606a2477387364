import { invalid } from '../errors/validation-error.ts'
import { isRecord } from '../protocol/is-record.ts'
import { type Change, CLEARED, plain } from './change.ts'

/** What a request does to members, as far as its text shows. */
export interface Effect {
  /** The members that each replacement of the whole list leaves. */
  readonly replacements: Set<string>[]
  /** The members that are removed by name. */
  readonly removed: Set<string>
  /** Reads the operations of a `PatchOp`; false for what may empty the group. */
  readonly readOperations: (operations: unknown, effect: Effect) => boolean
}

/** What is known of a request besides its body. */
export interface GroupWrite {
  /** `PUT` for a body that replaces the whole group; default `PATCH`. */
  readonly method?: string
  /** `readOperations` of `group-operations.ts` where a body may be a `PatchOp`; by default operations may empty the group. */
  readonly readOperations?: Effect['readOperations']
}

/** The attribute as a whole, alone or behind the URN of its schema (RFC 7644 3.10). */
const MEMBERS = /^(URN:.+[:.])?MEMBERS$/
/** No path at all, or a URN that may be that of the schema: all attributes at once. */
const WHOLE = /^$|^URN:(?!.*:EXTENSION:)(?!.*[:.](DISPLAYNAME|EXTERNALID|SCHEMAS|ID)$)/
/** How deep values of whole groups may nest. */
const MAX_DEPTH = 3

/**
 * Refuses a PATCH or PUT that could remove every member of a group. On Slack's 2.0, `remove members` with a value
 * has removed everyone, not those named (MicrosoftDocs/entra-docs, pull request 879); 1.1 has
 * `meta.attributes` for it, and a PUT removes whom it does not list.
 *
 * @param body - a partial resource, the group of a PUT, or a `PatchOp` if `readOperations` is given
 */
export function assertNotEmptied(name: string, body: object, write: GroupWrite = {}): void {
  if (!mayEmptyGroup(body, write)) return
  throw invalid(
    name,
    'members',
    'could all be removed: remove them one by one by a PATCH (members[value eq "U…"]), or pass emptyGroup: true',
  )
}

/**
 * Tells whether a PATCH or PUT could remove every member of a group.
 *
 * The guard does not know the members. A PATCH passes if it removes members by name only, or replaces them by
 * members of whom none of its operations removes the last. All operations count together, in any order: Slack does
 * not say in which order it applies them, or whether a PATCH that fails is applied in part. A PUT passes if each list
 * of members in it keeps one.
 */
export function mayEmptyGroup(
  body: object,
  { method = 'PATCH', readOperations = () => false }: GroupWrite = {},
): boolean {
  const isPut = method === 'PUT'
  const effect: Effect = { replacements: [], removed: new Set(), readOperations }
  const isRead = readWhole({ verb: isPut ? 'replace' : 'add', value: body, depth: 0 }, effect)
  const empties = (kept: Set<string>): boolean => [...kept].every((value) => effect.removed.has(value))
  return !isRead || effect.replacements.some(empties) || (isPut && effect.replacements.length === 0)
}

/** Reads the attributes in a value of the whole group; false for what may empty it. */
function readWhole({ verb, value, depth }: Omit<Change, 'path'>, effect: Effect): boolean {
  return (
    isRecord(value) &&
    verb !== 'remove' &&
    depth < MAX_DEPTH &&
    Object.entries(value).every(
      ([path, part]) =>
        part === undefined || readChange({ verb, path, value: part, depth: depth + 1 }, effect),
    )
  )
}

/** Reads one attribute; false for what may empty the group. */
export function readChange(change: Change, effect: Effect): boolean {
  const { verb, path, value } = change
  const name = plain(path)
  // Any other path about members may change or remove more of them than it names.
  if (name.includes('MEMBERS')) {
    return MEMBERS.test(name) && verb !== 'remove' && readMembers(verb, value, effect)
  }
  if (WHOLE.test(name) || name === 'META') return readWhole(change, effect)
  if (name === 'OPERATIONS') return effect.readOperations(value, effect)
  return !CLEARED.test(name) || value === undefined || [value].flat().every(clearsNoMembers)
}

/** Reads a list of members; where members are added, one object with a value counts as a list of one. */
function readMembers(verb: Change['verb'], value: unknown, effect: Effect): boolean {
  const isOne = verb === 'add' && nameOf(value) !== ''
  if (!Array.isArray(value) && !isOne) return false
  const kept = new Set<string>()
  for (const element of [value].flat()) {
    const name = nameOf(element)
    if (!isRecord(element) || !Object.keys(element).some((key) => plain(key) === 'OPERATION')) kept.add(name)
    // `operation: 'delete'` of SCIM 1.1 (protocol, 3.3.2).
    else if (name) effect.removed.add(name)
    else return false
  }
  kept.delete('')
  if (verb === 'replace') effect.replacements.push(kept)
  return true
}

/** The value of a member; empty if it has none, or more than one. */
function nameOf(element: unknown): string {
  const [value, another] = isRecord(element)
    ? Object.entries(element).flatMap(([key, part]) => (plain(key) === 'VALUE' ? [part] : []))
    : []
  return typeof value === 'string' && another === undefined ? plain(value) : ''
}

/** Whether the name of an attribute to clear is neither that of members nor that of the whole group. */
function clearsNoMembers(path: unknown): boolean {
  const name = typeof path === 'string' ? plain(path) : ''
  return !name.includes('MEMBERS') && !WHOLE.test(name)
}
