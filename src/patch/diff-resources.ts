import { member } from '../filter/attribute-values.ts'
import { isPrimary } from './combine-values.ts'
import { isAssigned, isEqual } from './equality.ts'
import { listSchemas } from './list-schemas.ts'
import { add, type PatchOp, type PatchOperation, patchOp, remove, replace } from './operations.ts'
import type { JSONObject } from './update-attribute.ts'

/** A difference that no form of patch is known to bring about. */
export interface Unsaid {
  /** The attribute, or the part of it. */
  readonly path: string
  readonly reason: string
}

/** What {@link diffResources} finds. */
export interface ResourceDiff {
  /** A `PatchOp` of 2.0, a partial resource of 1.1, or `undefined` when there is nothing to say. */
  readonly patch: PatchOp | Readonly<Record<string, unknown>> | undefined
  readonly unsaid: readonly Unsaid[]
}

const SCALAR = /^(active|userName|nickName|displayName|title|userType|preferredLanguage|locale|timezone)$/
const COMPLEX = /^name$|:extension:(enterprise|slack:guest):|:slack:profile:1/
const PART =
  /^(givenName|familyName|honorificPrefix|employeeNumber|costCenter|organization|division|department|manager|type|expiration|startDate)$/
const LIST = /^(emails|phoneNumbers|photos|addresses|roles|members)$/
const RESET = /^(addresses|roles)$/

/** What can be cleared (https://docs.slack.dev/reference/scim-api): `meta.attributes` of 1.1, `remove` of 2.0. */
const CLEARABLE = {
  '1.1':
    /^name(\.honorificPrefix)?$|:enterprise:1\.0(\.\w+|\.manager\.managerId)?$|:guest:1\.0(\.expiration)?$/,
  '2.0':
    /^name\.honorificPrefix$|:enterprise:2\.0:User(\.manager\.managerId)?$|:guest:2\.0:User(\.expiration)?$/,
}

/**
 * Finds the smallest patch that makes one resource another, in forms that Slack documents or is seen to take; what
 * has no such form is listed and left alone. The order of multi-valued attributes has no meaning (RFC 7643 2.4).
 *
 * @param before - the resource as it is
 * @param after - the resource as it is to become, whole: what it lacks is to be cleared
 * @param options - `dialect`: the version of SCIM that the patch is for
 * @returns the patch, and what it does not say
 *
 * @example
 * ```ts
 * import { diffResources } from 'slack-scim/patch'
 *
 * diffResources({ userName: 'jo', title: 'Cook' }, { userName: 'jo', title: 'Chef' }, { dialect: '2.0' })
 * // { patch: { schemas: […], Operations: [{ op: 'replace', path: 'title', value: 'Chef' }] }, unsaid: [] }
 * ```
 */
export function diffResources(
  before: object,
  after: object,
  { dialect }: { readonly dialect: '1.1' | '2.0' },
): ResourceDiff {
  const unsaid: Unsaid[] = []
  let operations: PatchOperation[] = []
  const partial: Record<string, unknown> = {}
  const cleared: string[] = []
  const is11 = dialect === '1.1'
  const isGroup = member({ ...after, ...before }, 'userName') === undefined

  const leave = (path: string, verb: string): void => {
    unsaid.push({ path, reason: `SCIM ${dialect} on Slack has no documented way to ${verb} it` })
  }
  const put = (path: string, value: unknown): void => {
    partial[path] = value
    operations.push((Object(value) === value ? add : replace)(path, value))
  }
  const clear = (path: string): void => {
    if (CLEARABLE[dialect].test(path)) {
      cleared.push(path)
      operations.push(remove(path))
    } else leave(path, 'clear')
  }

  const diffComplex = (name: string, old: unknown, now: unknown): void => {
    const set: Record<string, unknown> = {}
    for (const part of Object.keys({ ...Object(old), ...Object(now) })) {
      const [was, is] = [member(old, part), member(now, part)]
      if (isEqual(was, is)) continue
      const path = `${name}.${part}`
      const isManager = part === 'manager' && !loses({ ...Object(was), managerId: null }, {})
      if (!isAssigned(is)) clear(isManager ? `${path}.managerId` : path)
      else if (PART.test(part) && is !== '' && !loses(was, is)) set[part] = is
      else leave(path, 'set')
    }
    if (isAssigned(set)) put(name, set)
  }

  const diffList = (name: string, old: unknown, now: unknown): void => {
    const [olds, nows] = [index(old), index(now)]
    const isAddress = name === 'addresses'
    if (
      olds.size < count(old) ||
      nows.size < count(now) ||
      (isAddress && Math.max(olds.size, nows.size) > 1)
    ) {
      leave(name, 'change')
      return
    }
    const isMoved = [...nows].some(([key, element]) => isPrimary(element) && !isPrimary(olds.get(key)))
    const added: unknown[] = []
    const deleted: unknown[] = []
    const first: PatchOperation[] = []
    const last: PatchOperation[] = []
    let isReset = false
    for (const key of new Set([...olds.keys(), ...nows.keys()])) {
      const [element, next] = [olds.get(key), nows.get(key)]
      const was = isMoved && isPrimary(element) ? { ...Object(element), primary: false } : element
      if (isEqual(was, next)) continue
      const isNamed = typeof key === 'string'
      const path = isNamed ? `${name}[value eq ${JSON.stringify(key)}]` : name
      // Slack keeps a primary address, takes no photo away and knows by itself how members are displayed.
      const isKept =
        name === 'photos' ||
        (name === 'members' && next !== undefined) ||
        (name === 'emails' && isPrimary(was) && !(next && is11))
      if (!isNamed && !isAddress) leave(path, 'change')
      else if (!element) added.push(next)
      else if (isKept || (is11 && isNamed && next && loses(was, next))) leave(path, 'change')
      else if (is11) {
        if (!next || !isNamed)
          deleted.push({ ...(isNamed ? { value: key } : Object(element)), operation: 'delete' })
        if (next) added.push(next)
      } else if (RESET.test(name)) isReset = true
      else {
        ;(next ? first : last).push(remove(path))
        if (next) added.push(next)
      }
    }
    if (deleted.length + added.length) partial[name] = [...deleted, ...added]
    if (isReset) operations.push(remove(name))
    const values = isReset ? [...nows.values()] : added
    // A new primary address has to be there before the old one can go.
    operations = operations.concat(first, values.length ? add(name, values) : [], last)
  }

  for (const name of Object.keys({ ...before, ...after })) {
    const now = member(after, name)
    const old = member(before, name)
    if (isEqual(old, now) || name === 'schemas') continue
    if (LIST.test(name)) diffList(name, old, now)
    else if (!isAssigned(now)) clear(name)
    else if (COMPLEX.test(name)) diffComplex(name, old, now)
    else if (SCALAR.test(name) && now !== '' && Object(now) !== now && (is11 || !isGroup)) put(name, now)
    else leave(name, 'set')
  }
  const listed = member(listSchemas(before as JSONObject, { ...before, ...partial }), 'schemas')
  if (!isEqual([listed ?? []].flat().sort(), [member(after, 'schemas') ?? []].flat().sort()))
    leave('schemas', 'set')

  const body = cleared.length ? { ...partial, meta: { attributes: cleared } } : partial
  const patch = is11 ? body : { ...patchOp(), Operations: operations }
  return { patch: isAssigned(is11 ? body : operations) ? patch : undefined, unsaid }
}

function count(list: unknown): number {
  return [list ?? []].flat().length
}

function index(list: unknown): Map<unknown, unknown> {
  return new Map(
    [list ?? []].flat().map((element, position) => [member(element, 'value') ?? position, element]),
  )
}

/** Tells whether an object lacks what another has, which merging would leave there. */
function loses(old: unknown, now: unknown): boolean {
  return Object.entries(Object(old)).some(
    ([name, value]) => isAssigned(value) && !isAssigned(member(now, name)),
  )
}
