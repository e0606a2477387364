import { invalid } from '../errors/validation-error.ts'
import { isRecord } from '../protocol/is-record.ts'

const WRITES = ['add', 'replace'] as const
type Verb = (typeof WRITES)[number] | 'remove'

/** One attribute that a PATCH writes or removes. */
interface Change {
  readonly verb: Verb
  readonly path: string
  readonly value: unknown
  /** How many values of whole groups it stands in. */
  readonly depth: number
}

/** What a request does to members, as far as its text shows. */
interface Effect {
  /** The members that each replacement of the whole list leaves. */
  readonly replacements: Set<string>[]
  /** The members that are removed by name. */
  readonly removed: Set<string>
}

/** The attribute as a whole, alone or behind the URN of its schema (RFC 7644 3.10). */
const MEMBERS = /^(URN:.+[:.])?MEMBERS$/
/** No path at all, or a URN that may be that of the schema: all attributes at once. */
const WHOLE = /^$|^URN:(?!.*:EXTENSION:)(?!.*[:.](DISPLAYNAME|EXTERNALID|SCHEMAS|ID)$)/
/** A removal by name, whose filter Slack is known to apply. */
const NAMED = /^(?:urn:[^[]+[:.])?members\[([^[]*)\]$/i
const ONE_NAME = /^ ?value eq (?:"([^"\\]+)"|(?!(?:null|true|false) ?$)([a-z][\w-]*)) ?$/i
/** The list of attributes to clear (SCIM 1.1, 3.3.2). */
const CLEARED = /^(META[.])?ATTRIBUTES$/
/** How deep values of whole groups may nest. */
const MAX_DEPTH = 3

/**
 * Refuses a PATCH or PUT that could remove every member of a group. On Slack's 2.0, `remove members` with a value
 * has removed everyone, not those named (MicrosoftDocs/entra-docs, pull request 879); 1.1 has
 * `meta.attributes` for it, and a PUT removes whom it does not list.
 *
 * The guard does not know the members. A PATCH passes if it removes members by name only, or replaces them by
 * members of whom none of its operations removes the last. All operations count together, in any order: Slack does
 * not say in which order it applies them, or whether a PATCH that fails is applied in part. A PUT passes if each list
 * of members in it keeps one.
 *
 * @param body - a `PatchOp` of 2.0, a partial resource of 1.1, or the group of a PUT
 * @param method - `PUT` for a body that replaces the whole group; default `PATCH`
 */
export function assertNotEmptied(name: string, body: object, method = 'PATCH'): void {
  const isPut = method === 'PUT'
  const effect: Effect = { replacements: [], removed: new Set() }
  const isRead = readWhole({ verb: isPut ? 'replace' : 'add', value: body, depth: 0 }, effect)
  const leaves = (kept: Set<string>): boolean => [...kept].some((value) => !effect.removed.has(value))
  if (isRead && effect.replacements.every(leaves) && !(isPut && effect.replacements.length === 0)) return
  throw invalid(
    name,
    'members',
    'could all be removed: remove them one by one by a PATCH (members[value eq "U…"]), or pass emptyGroup: true',
  )
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

function readChange(change: Change, effect: Effect): boolean {
  const { verb, path, value } = change
  const name = plain(path)
  if (MEMBERS.test(name)) return verb !== 'remove' && readMembers(verb, value, effect)
  // Any other path about members may change or remove more of them than it names.
  if (name.includes('MEMBERS')) return verb === 'remove' && readNames(path, effect)
  if (WHOLE.test(name) || name === 'META') return readWhole(change, effect)
  if (name === 'OPERATIONS') return Array.isArray(value) && value.every((one) => readOperation(one, effect))
  return !CLEARED.test(name) || value === undefined || [value].flat().every(clearsNoMembers)
}

/** The parts of an operation, as `plain` writes them. */
const PARTS = ['OP', 'PATH', 'VALUE']

function readOperation(operation: unknown, effect: Effect): boolean {
  if (!isRecord(operation)) return false
  const { op, path = '', value, ...rest } = operation
  // Slack reads names without regard to case, so another spelling may be the one that counts.
  if (Object.keys(rest).some((key) => PARTS.includes(plain(key)))) return false
  if (typeof path !== 'string' && path !== null) return false
  // An unknown operation counts as a removal.
  const verb = WRITES.find((one) => typeof op === 'string' && one === op.toLowerCase()) ?? 'remove'
  return readChange({ verb, path: path ?? '', value, depth: 0 }, effect)
}

/** Reads a list of members; where members are added, one object with a value counts as a list of one. */
function readMembers(verb: Verb, value: unknown, effect: Effect): boolean {
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

/** Reads a filter that names members; false for any other filter. */
function readNames(path: string, { removed }: Effect): boolean {
  const [, filter = ''] = NAMED.exec(path.replace(/\s+/g, ' ').trim()) ?? []
  return filter.split(/ or /i).every((term) => {
    const [, quoted = '', word = ''] = ONE_NAME.exec(term) ?? []
    const name = plain(quoted || word)
    removed.add(name)
    return name !== ''
  })
}

/** Whether the name of an attribute to clear is neither that of members nor that of the whole group. */
function clearsNoMembers(path: unknown): boolean {
  const name = typeof path === 'string' ? plain(path) : ''
  return !name.includes('MEMBERS') && !WHOLE.test(name)
}

/** A name or a value without what a lenient service may ignore: case, width, white space, invisible characters. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^!-~]/g, '')
}
