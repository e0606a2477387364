import type { Filter } from '../filter/filter.ts'
import { formatFilter } from '../filter/format-filter.ts'
import { parseFilter } from '../filter/parse-filter.ts'
import type { AttributeList } from './attribute-list.ts'
import { readAttributePath } from './attribute-path.ts'
import type { Target } from './operations.ts'
import type { Permit } from './permits.ts'
import { quoted, refuse } from './refusal.ts'

const PARAMETERS: ReadonlySet<string> = /* @__PURE__ */ (() => new Set(['count', 'startIndex', 'filter']))()

/**
 * The query to send: `count`, `startIndex` and `filter` of a search, each once and written anew; no other operation has
 * any.
 *
 * @throws {@link RelayRefusal} for what is unknown, doubled, malformed or not allowed
 */
export function readQuery(
  { operation }: Target,
  given: URLSearchParams,
  { filters, maxCount }: Permit,
): Record<string, string> {
  const query: Record<string, string> = {}
  for (const [name, value] of given) {
    if (operation.expects !== 'list' || !PARAMETERS.has(name)) {
      refuse('relay_bad_request', `${operation.name} takes no query parameter ${quoted(name)}`)
    }
    if (query[name] !== undefined) refuse('relay_bad_request', `the query parameter ${name} is there twice`)
    if (name !== 'filter' && !/^\d{1,9}$/.test(value)) {
      refuse('relay_bad_request', `${name} must be a whole number`)
    }
    query[name] = value
  }
  const { count, filter } = query
  // Slack's default is 10 (https://docs.slack.dev/reference/scim-api), which may be more than is allowed.
  if (count !== undefined || (operation.expects === 'list' && maxCount < 10)) {
    query.count = String(Math.min(Number(count ?? maxCount), maxCount))
  }
  if (filter !== undefined) query.filter = readFilter(filter, filters)
  return query
}

/** A filter written anew from what was checked, so that a more lenient parser cannot read something else. */
function readFilter(text: string, allowed: AttributeList): string {
  let filter: Filter
  try {
    filter = parseFilter(text)
  } catch (error) {
    return refuse('relay_bad_request', (error as Error).message.slice(0, 200))
  }
  const foreign = attributesOf(filter).find((names) => !names || !allowed.covers(names))
  if (foreign !== undefined) {
    refuse(
      'relay_forbidden',
      `the filter may not name ${quoted(foreign ? foreign.join('.') : 'that attribute')}`,
    )
  }
  return formatFilter(filter)
}

/** The path of every attribute that a filter names; `null` for a name that is no attribute. */
export function attributesOf(filter: Filter, outer: readonly string[] = []): (readonly string[] | null)[] {
  if (filter.op === 'and' || filter.op === 'or') return filter.args.flatMap((arg) => attributesOf(arg, outer))
  if (filter.op === 'not') return attributesOf(filter.arg, outer)
  const path = readAttributePath(filter.attr)
  if (!path) return [null]
  const names = [...outer, ...path.names]
  return filter.op === '[]' ? attributesOf(filter.filter, names) : [names]
}
