import type { Dialect } from '../dialects/dialect.ts'
import type { SCIMEvent } from '../events/events.ts'
import type { Filter } from '../filter/filter.ts'
import { SCIMFilterError } from '../filter/filter-error.ts'
import type { FilterSupport } from '../filter/filter-support.ts'
import { isRecord } from '../protocol/is-record.ts'
import { filterText } from './filter-text.ts'

/** What a client does about filters that Slack is not known to take. */
export interface FilterPolicy {
  readonly dialect: Dialect
  readonly strictFilters: boolean | undefined
  readonly emit: (event: SCIMEvent) => void
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
export function checkFilter(filter: unknown, { dialect, strictFilters, emit }: FilterPolicy): CheckedFilter {
  const { filters, version } = dialect
  const unsupported = new Set<string>()
  let text = filter
  if (typeof filter === 'string') noteUnsupported(filter, filters, unsupported)
  else text = filterText(checkShape(filter), filters, unsupported)
  if (unsupported.size === 0) return { text: String(text), hint: undefined }
  const known = Object.keys(filters.attributes).join(', ')
  const hint = `SCIM ${version} on Slack is not known to take the filter ${[...unsupported].join(', ')}: it takes ${known}`
  if (strictFilters) throw new SCIMFilterError('filter', hint)
  emit({ type: 'warning', code: 'filter_unsupported', message: hint })
  return { text: String(text), hint }
}

function checkShape(filter: unknown): Filter {
  if (isRecord(filter) && typeof filter.op === 'string') return filter as unknown as Filter
  const [attr] = isRecord(filter) ? Object.keys(filter) : []
  const example = `{ op: 'eq', attr: '${attr ?? 'userName'}', value: 'jo' }`
  throw new SCIMFilterError('filter', `must be text or a filter with op: give ${example}`)
}

/** A quoted value, and then what matters: a keyword, an attribute with its operator, an attribute with brackets. */
const STRING = /"(?:[^"\\]|\\.)*"?/g
const TERM =
  /\b(and|or|not)\b(?=\s*\(|\s+\S)|(?<![\w$.:-])([\w$.:-]{1,200})(?:\s+(eq|ne|co|sw|ew|gt|ge|lt|le|pr)\b|(\[))/gi

/** Notes the parts of a text filter that a service is not known to take, without a whole parser. */
function noteUnsupported(text: string, support: FilterSupport, unsupported: Set<string>): void {
  let terms = 0
  for (const [, keyword, attr, op, bracket] of text.slice(0, 10_000).replace(STRING, '""').matchAll(TERM)) {
    if (keyword) {
      if (!support.keywords.some((one) => one === keyword.toLowerCase())) unsupported.add(keyword)
      continue
    }
    terms++
    const name = String(attr).toLowerCase()
    const known: readonly string[] = Object.hasOwn(support.attributes, name)
      ? (support.attributes[name] ?? [])
      : []
    const wanted = bracket ? '[]' : String(op).toLowerCase()
    if (!known.includes(wanted)) unsupported.add(`${attr} ${bracket ? '[]' : op}`)
  }
  if (terms === 0) unsupported.add(`'${text.slice(0, 40)}' (an attribute, an operator and a value in quotes)`)
}
