import { isObject } from '../filter/attribute-values.ts'
import { isList } from '../schemas/attributes.ts'
import { combineValues, managerValue, onePrimary } from './combine-values.ts'
import { isEqual } from './equality.ts'
import { type Fail, isName, type PathAndValue, readPath, type Step } from './patch-path.ts'
import { isReadOnly, type JSONObject, updateAttribute, updateAttributes } from './update-attribute.ts'

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
  const entries = Object.entries(value)
  const isPlain = ([name]: readonly [string, unknown]): boolean => isName(name) && !isReadOnly(name)
  // Microsoft Entra has paths for names.
  return entries
    .filter((entry) => !isPlain(entry))
    .reduce(
      (node, [name, part]) => {
        const inner = readPath(node, { path: name, value: part }, fail)
        return applySteps(node, [op, inner.length ? inner : [{ name }], part], fail)
      },
      updateAttributes(resource, entries.filter(isPlain), changeOf(op)),
    )
}

/** Makes the function that adds a value to an attribute of a resource, or replaces it. */
function changeOf(op: 'add' | 'replace') {
  return (before: unknown, name: string, value: unknown): unknown => {
    const given = managerValue(op, name, value)
    // One object for a multi-valued attribute is an element of it.
    const isFirst = isObject(given) && isList(name)
    return combineValues(op, isFirst ? (before ?? []) : before, given)
  }
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
    if (steps.length === 1 && !matches) return changeOf(op)(before, String(name), value)
    const given = managerValue(op, name, value)
    return op === 'replace' && matches ? given : combineValues(op, before, given)
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
