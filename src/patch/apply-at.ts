import { isObject } from '../filter/attribute-values.ts'
import { isList } from '../schemas/attributes.ts'
import { combineValues, managerValue, onePrimary } from './combine-values.ts'
import { isEqual } from './equality.ts'
import { type Fail, readPath, type Step } from './patch-path.ts'
import { type JSONObject, updateAttribute } from './update-attribute.ts'

/** What a path is applied with. */
type Op = 'add' | 'replace' | 'remove'

/**
 * Applies an operation to what is at a path (RFC 7644 3.5.2.1 to 3.5.2.3).
 *
 * @param path - the path; empty when the value holds the attributes
 */
export function applyAt(resource: JSONObject, path: unknown, op: Op, value: unknown, fail: Fail): JSONObject {
  const steps = readPath(resource, path, value, fail)
  if (steps.length) return applySteps(resource, steps, op, value, fail)
  if (op === 'remove') return fail('noTarget', 'remove needs a path')
  if (!isObject(value)) return fail('invalidValue', 'the value is no object')
  // Microsoft Entra has paths for names.
  return Object.entries(value).reduce((node, [name, part]) => {
    const inner = readPath(node, name, part, fail)
    return applySteps(node, inner.length ? inner : [{ name }], op, part, fail)
  }, resource)
}

function applySteps(
  resource: JSONObject,
  steps: readonly Step[],
  op: Op,
  value: unknown,
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
  const onMiss = (): void => {
    if (op !== 'remove') fail('noTarget', 'no value matches the filter')
  }
  const after = edit(resource, steps, change, onMiss) as JSONObject | undefined
  if (/^(id|meta)$/i.test(String(steps[0]?.name)) && !isEqual(resource, after))
    fail('mutability', 'it is read-only')
  return after ?? {}
}

function edit(
  node: unknown,
  [step, ...rest]: readonly Step[],
  change: (before: unknown) => unknown,
  onMiss: () => void,
): unknown {
  if (!step) return change(node)
  const after = updateAttribute(node, step.name, (before) => {
    const { matches } = step
    if (!matches && !(rest.length && Array.isArray(before))) return edit(before, rest, change, onMiss)
    let isMissed = true
    const edited = [before ?? []].flat().map((element) => {
      if (matches && !matches(element)) return element
      isMissed = false
      return edit(element, rest, change, onMiss)
    })
    if (isMissed) onMiss()
    return onePrimary(
      before,
      edited.filter((element) => element !== undefined),
    )
  })
  return Object.keys(after).length ? after : undefined
}
