import type { Dialect } from '../dialects/dialect.ts'
import type { SCIMEvent } from '../events/events.ts'
import { SCIMFilterError } from '../filter/filter-error.ts'
import type { FilterSupport } from '../filter/filter-support.ts'
import { attributeOf } from '../schemas/attributes.ts'
import { COMPARISONS, filterText } from './filter-text.ts'

/** What a client does about filters that Slack is not known to take. */
export interface FilterPolicy {
  readonly dialect: Dialect
  readonly strictFilters: boolean | undefined
  readonly emit: ((event: SCIMEvent) => void) | undefined
}

/** A filter as text, and what to say if the service refuses it. */
export interface CheckedFilter {
  readonly text: string
  readonly hint: string | undefined
}

/**
 * Compares a filter with what the dialect is known to take; what is not known is a warning event.
 *
 * @throws {@link SCIMFilterError} for what is no filter and, with `strictFilters`, for what is not known to work
 */
export function checkFilter(
  filter: unknown,
  resource: 'user' | 'group',
  { dialect, strictFilters, emit }: FilterPolicy,
): CheckedFilter {
  const { version } = dialect
  const { attributes, keywords } = dialect.filters
  // The name of a group is all that connectors have been seen to filter groups by.
  const { displayname = [] } = attributes
  const filters = resource === 'group' ? { keywords, attributes: { displayname } } : dialect.filters
  const text = typeof filter === 'string' ? filter : filterText(filter)
  const unsupported = unsupportedParts(text, filters)
  if (unsupported.length === 0) return { text, hint: undefined }
  const known = Object.keys(filters.attributes).map((name) => attributeOf(name)?.name ?? name)
  const hint = `SCIM ${version} on Slack is not known to take the filter ${unsupported.join(', ')}: it takes ${known.join(', ')}`
  if (strictFilters) throw new SCIMFilterError('filter', hint)
  emit?.({ type: 'warning', code: 'filter_unsupported', message: hint })
  return { text, hint }
}

/** A quoted value, the bracket of a value path, or a word: a keyword, an attribute, an operator, a bare value. */
const TOKEN = /"(?:[^"\\]|\\.)*"?|\[|[\w$.:-]+/g
const KEYWORDS = ['and', 'or', 'not']

/** The parts of a filter that a service is not known to take, found without a whole parser. */
export function unsupportedParts(text: string, { keywords, attributes }: FilterSupport): readonly string[] {
  const operators = [...COMPARISONS, 'pr', '[']
  const tokens = text.slice(0, 10_000).match(TOKEN) ?? []
  const unsupported = new Set<string>()
  const note = (part: string, word: string, known: unknown): void => {
    if (!Array.isArray(known) || !known.includes(word)) unsupported.add(part)
  }
  let terms = 0
  for (const [at, token] of tokens.entries()) {
    const name = token.toLowerCase()
    const next = tokens[at + 1] ?? ''
    const op = next.toLowerCase()
    if (operators.includes(op)) {
      terms++
      note(`${token} ${op === '[' ? '[]' : next}`, op, attributes[name])
    } else if (KEYWORDS.includes(name)) note(token, name, keywords)
  }
  if (terms === 0) unsupported.add(`'${text.slice(0, 40)}' (an attribute, an operator and a value in quotes)`)
  return [...unsupported]
}
