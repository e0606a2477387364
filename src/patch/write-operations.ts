import { isObject } from '../filter/attribute-values.ts'
import { attributeOf, isList } from '../schemas/attributes.ts'
import { add, type PatchOperation, remove, replace } from './operations.ts'

/**
 * What is cleared by name and what is written, as operations: a list adds, an element with `operation: 'delete'` is
 * removed by its value, an object adds, which merges, a scalar replaces. A list never replaces one.
 */
export function writeOperations(cleared: readonly string[], written: object): PatchOperation[] {
  // To make a guest of a member, or a member of a guest, reactivates the account: `active` comes last.
  const entries = Object.entries(written).sort(([one], [other]) => rank(one) - rank(other))
  const operations = entries.flatMap(([path, value]) => {
    if (Array.isArray(value) || isList(path)) return listOperations(path, [value].flat())
    return (isObject(value) ? add : replace)(path, value)
  })
  return [...cleared.map(remove), ...operations]
}

function rank(name: string): number {
  return Number(name === 'active')
}

function listOperations(path: string, elements: readonly unknown[]): PatchOperation[] {
  const attribute = attributeOf(path)
  // Hack Club has been seen to take the photo away like this; an empty list adds nothing elsewhere.
  if (!elements.length) return attribute?.['2.0'] === 'none' ? [replace(path, elements)] : []
  const removed: PatchOperation[] = []
  const gone = new Set<unknown>()
  const values: unknown[] = []
  for (const element of elements) {
    const { operation, ...rest } = Object(element)
    if (isDeletion(element)) {
      removed.push(remove(`${path}[value eq ${JSON.stringify(rest.value)}]`))
      gone.add(rest.value)
    } else values.push(operation === undefined ? element : rest)
  }
  const added = values.length ? [add(path, values)] : []
  // An account has a primary address at all times: the next one comes before the last one goes. Members come and go as
  // they stand in the list, since a service may apply a PATCH in part; who comes and goes at once stays.
  const { kind } = attribute ?? {}
  return kind === 'emails' ||
    (kind === 'set' && !isDeletion(elements[0]) && !values.some((one) => gone.has(Object(one).value)))
    ? [...added, ...removed]
    : [...removed, ...added]
}

/** Tells whether an element of a partial resource asks for its own removal (SCIM 1.1 protocol, 3.3.2). */
export function isDeletion(element: unknown): boolean {
  return /^delete$/i.test(Object(element).operation)
}
