import { member } from '../filter/attribute-values.ts'
import type { GroupAttributes } from '../schemas/group.ts'
import type { UserAttributes } from '../schemas/user.ts'
import { diffList, loses } from './diff-list.ts'
import { isAssigned, isEqual } from './equality.ts'
import { listSchemas } from './list-schemas.ts'
import { add, type PatchOp, type PatchOperation, patchOp, remove, replace } from './operations.ts'
import { BLANKABLE, CLEARABLE, COMPLEX, LIST, PART, SCALAR } from './slack-forms.ts'
import type { JSONObject } from './update-attribute.ts'

/** A difference that no form of patch is known to bring about. */
export interface Unsupported {
  /** The attribute, or the part of it. */
  readonly path: string
  readonly reason: string
}

/** A partial resource of 1.1, as `patchUser` and `patchGroup` take it. */
export type PartialResource = UserAttributes & GroupAttributes

/** The form of a patch in a dialect. */
export type PatchOf<Dialect extends '1.1' | '2.0'> = Dialect extends '2.0' ? PatchOp : PartialResource

/** What {@link diffResources} finds. */
export interface ResourceDiff<Patch = PatchOp | PartialResource> {
  /** A `PatchOp` of 2.0, a partial resource of 1.1, or `undefined` when there is nothing to say. */
  readonly patch: Patch | undefined
  readonly unsupported: readonly Unsupported[]
}

/**
 * Finds the smallest patch that makes one resource another, in forms that Slack documents or is seen to take; what
 * has no such form is listed and left alone. The order of multi-valued attributes has no meaning (RFC 7643 2.4).
 *
 * Of addresses the one that stays comes along, for Slack to know which is the primary one.
 * Phones are said all or not at all: a number of type `mobile` is written into the slot of the primary one, so what
 * needs a number that is not primary is `unsupported`. Send it as `patchUser(id, { phoneNumbers })` with `primary: false`
 * beside the one with `primary: true`, or alone with `type: 'work'`.
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
 * // { patch: { schemas: […], Operations: [{ op: 'replace', path: 'title', value: 'Chef' }] }, unsupported: [] }
 * ```
 */
export function diffResources<Dialect extends '1.1' | '2.0'>(
  before: object,
  after: object,
  { dialect }: { readonly dialect: Dialect },
): ResourceDiff<PatchOf<Dialect>> {
  const is11 = dialect === '1.1'
  const isGroup = member({ ...after, ...before }, 'userName') === undefined
  const unsupported: Unsupported[] = []
  const partial: Record<string, unknown> = {}
  const cleared: string[] = []
  const operations: PatchOperation[] = []

  const leave = (path: string, verb = 'change'): void => {
    unsupported.push({ path, reason: `SCIM ${dialect} on Slack documents no way to ${verb} it` })
  }
  const put = (name: string, value: unknown): void => {
    partial[name] = value
    operations.push((Object(value) === value ? add : replace)(name, value))
  }
  const clear = (path: string): void => {
    const form = `${dialect} ${path}`
    if (BLANKABLE.test(form)) partial[path] = ' '
    else if (CLEARABLE.test(form)) {
      cleared.push(path)
      operations.push(remove(path))
    } else leave(path, 'clear')
  }

  const diffComplex = (name: string, old: unknown, now: unknown): void => {
    const parts: Record<string, unknown> = {}
    for (const part of Object.keys({ ...Object(old), ...Object(now) })) {
      const [was, is] = [member(old, part), member(now, part)]
      if (isEqual(was, is)) continue
      const path = `${name}.${part}`
      const isManager = part === 'manager' && !loses({ ...Object(was), managerId: null }, {})
      if (!isAssigned(is)) clear(isManager ? `${path}.managerId` : path)
      else if (PART.test(part) && is !== '' && is !== ' ' && !loses(was, is)) parts[part] = is
      else leave(path, 'set')
    }
    if (isAssigned(parts)) put(name, parts)
  }

  for (const name of Object.keys({ ...before, ...after })) {
    const [old, now] = [member(before, name), member(after, name)]
    if (isEqual(old, now) || name === 'schemas') continue
    if (LIST.test(name)) {
      const [elements, changes] = diffList(name, old, now, is11, leave)
      for (const operation of changes) operations.push(operation)
      if (elements.length) partial[name] = elements
    } else if (!isAssigned(now)) clear(name)
    else if (COMPLEX.test(name)) diffComplex(name, old, now)
    else if (SCALAR.test(name) && now !== '' && now !== ' ' && Object(now) !== now && (is11 || !isGroup))
      put(name, now)
    else leave(name, 'set')
  }
  const { schemas } = listSchemas(before as JSONObject, { ...before, ...partial })
  if (!isEqual(sorted(schemas), sorted(member(after, 'schemas')))) leave('schemas', 'set')

  const body = cleared.length ? { ...partial, meta: { attributes: cleared } } : partial
  const patch = (is11 ? body : { ...patchOp(), Operations: operations }) as unknown as PatchOf<Dialect>
  return { patch: isAssigned(is11 ? body : operations) ? patch : undefined, unsupported }
}

function sorted(list: unknown): unknown[] {
  return [list ?? []].flat().sort()
}
