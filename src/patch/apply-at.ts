import { isObject } from '../filter/attribute-values.ts'
import { isList } from '../schemas/attributes.ts'
import { combineValues, managerValue, onePrimary } from './combine-values.ts'
import { isEqual } from './equality.ts'
import { type Fail, type PathAndValue, readPath, type Step } from './patch-path.ts'
import { isReadOnly, type JSONObject, updateAttribute } from './update-attribute.ts'

/** What a path is applied with. */
type Op = 'add' | 'replace' | 'remove'

/** An operation as it was given. */
interface GivenOperation extends PathAndValue {
  /** Empty when the value holds the attributes. */
  readonly path: unknown
  readonly op: Op
}

/** Applies an operation to what is at its path (RFC 7644 3.5.2.1 to 3.5.2.3). */
export function applyAt(resource: JSONObject, given: GivenOperation, fail: Fail): JSONObject {
  const { op, value } = given
  const steps = readPath(resource, given, fail)
  if (steps.length) return applySteps(resource, [op, steps, value], fail)
  if (op === 'remove') return fail('noTarget', 'remove needs a path')
  if (!isObject(value)) return fail('invalidValue', 'the value is no object')
  // Microsoft Entra has paths for names.
  return Object.entries(value).reduce((node, [name, part]) => {
    const inner = readPath(node, { path: name, value: part }, fail)
    return applySteps(node, [op, inner.length ? inner : [{ name }], part], fail)
  }, resource)
}

/** Applies an operation to what is at the end of some steps. */
export function applySteps(
  resource: JSONObject,
  [op, steps, value]: readonly [op: Op, steps: readonly Step[], value: unknown],
  fail: Fail,
): JSONObject {
  const { name, matches } = steps.at(-1) ?? {}
  const change = (before: unknown): unknown => {
    if (op === 'remove') return undefined
    const given = managerValue(op, name, value)
    if (op === 'replace' && matches) return given
    // One object for a multi-valued attribute is an element of it.
    const isFirst = isObject(given) && steps.length === 1 && !matches && isList(String(name))
    return combineValues(op, isFirst ? (before ?? []) : before, given)
  }
  const edit = (node: unknown, [step, ...rest]: readonly Step[]): unknown => {
    if (!step) return change(node)
    const after = updateAttribute(node, step.name, (before) => {
      const { matches } = step
      if (!matches && !(rest.length && Array.isArray(before))) return edit(before, rest)
      let isMissed = true
      const edited = [before ?? []].flat().map((element) => {
        if (matches && !matches(element)) return element
        isMissed = false
        return edit(element, rest)
      })
      if (isMissed && op !== 'remove') fail('noTarget', 'no value matches the filter')
      return onePrimary(
        before,
        edited.filter((element) => element !== undefined),
      )
    })
    return Object.keys(after).length ? after : undefined
  }
  const after = edit(resource, steps) as JSONObject | undefined
  if (isReadOnly(steps[0]?.name) && !isEqual(resource, after)) fail('mutability', 'it is read-only')
  return after ?? {}
}
