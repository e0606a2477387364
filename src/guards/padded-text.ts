import type { SCIMIssue } from '../errors/validation-error.ts'
import { isRecord } from '../protocol/is-record.ts'
import { isPadded } from '../protocol/text.ts'
import { ATTRIBUTES, attributeOf } from '../schemas/attributes.ts'

/** The message for a name or an address that begins or ends with white space or an invisible character. */
export const PADDED = 'must not begin or end with white space or an invisible character: trim it'

/**
 * The padded names and addresses of a body, and its padded paths. Slack stores texts without the padding, so the same
 * text would conflict with itself and not be found again. A blank text is not an issue here: on 1.1 one space clears an
 * attribute.
 *
 * @param resource - the `displayName` of a user identifies no account and is not checked
 * @param body - a name may be the path of a `PatchOp`, with a filter whose texts are checked too
 */
export function paddedIssues(
  resource: 'user' | 'group',
  body: Readonly<Record<string, unknown>>,
): SCIMIssue[] {
  const issues: SCIMIssue[] = []
  if (!mayBePadded(body)) return issues
  const check = (path: string, text: unknown): void => {
    if (typeof text === 'string' && text.trim() !== '' && isPadded(text))
      issues.push({ path, message: PADDED })
  }
  const visit = (path: string, value: unknown): void => {
    const [outer = '', filter = ''] = path.trim().split('[')
    const attribute = attributeOf(outer) ?? attributeOf(outer.replace(/\.value$/i, ''))
    if (!attribute) return
    const { kind, name } = attribute
    check(path, path)
    const isName = kind === 'handle' || (name === 'displayName' && resource === 'group')
    if (isName || name === 'enterprise.manager.managerId') check(path, value)
    // An address, or the id of a member.
    if (kind === 'emails' || kind === 'set') {
      // Every second part is a text in quotes.
      for (const [index, text] of filter.replace(/\\./g, '').split('"').entries())
        if (index % 2) check(path, text)
      for (const [index, one] of [value].flat().entries())
        check(Array.isArray(value) ? `${path}.${index}.value` : path, isRecord(one) ? one.value : one)
    }
    if (kind === 'complex' && isRecord(value))
      for (const [key, part] of Object.entries(value)) visit(`${path}.${key}`, part)
  }
  for (const [path, value] of Object.entries(body)) visit(path, value)
  return issues
}

/** As deep as the texts are that are checked: `emails`, an element, its `value`. */
const LEVELS = 4

/** Attributes, as they are written, whose values may be padded. */
const ANY_TEXT: ReadonlySet<string> = /* @__PURE__ */ (() => {
  const kinds = ['zone', 'switch', 'stored', 'phones', 'single']
  const attributes = [...ATTRIBUTES.values()].filter(
    ({ name, kind }) => kinds.includes(kind) && !name.includes('.'),
  )
  return new Set(['schemas', ...attributes.map(({ name }) => name)])
})()

/** Whether any text in a value is padded, or a name has a filter, whose texts may be: few bodies need a closer look. */
function mayBePadded(value: unknown, levels = LEVELS): boolean {
  if (typeof value === 'string') return isPadded(value)
  if (typeof value !== 'object' || value === null || levels === 0) return false
  for (const key in value) {
    if (levels === LEVELS && ANY_TEXT.has(key)) continue
    const part = (value as Record<string, unknown>)[key]
    if (isPadded(key) || key.includes('[') || mayBePadded(part, levels - 1)) return true
  }
  return false
}
