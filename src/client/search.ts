import { invalid } from '../errors/validation-error.ts'
import type { Filter } from '../filter/filter.ts'
import { SCIMList } from '../lists/list.ts'
import { type ListPage, pageOf } from '../lists/page.ts'
import type { WalkOptions } from '../lists/walk.ts'
import {
  ANYTHING,
  findProblem,
  hasMethod,
  type OptionRule,
  type OptionRules,
  oneOf,
} from '../options/check-options.ts'
import { operationOf } from '../protocol/operations.ts'
import type { Caller } from './caller.ts'
import { type CheckedFilter, checkFilter } from './check-filter.ts'
import { checkCallOptions } from './client-options.ts'
import type { CallOptions } from './options.ts'
import { queryOf } from './query.ts'

/** Parameters of a search. */
export interface SearchParams extends WalkOptions {
  /**
   * Rows of a page, at most 1000 on Slack; default Slack's own (10) when the list is awaited, 1000 users or
   * 100 groups, which carry all their members, when it is walked.
   */
  readonly count?: number | undefined
  /** The 1-based index of the first row; default 1. */
  readonly startIndex?: number | undefined
  /** A filter as text, sent as it is, or as JSON, which is held against what the dialect is known to take. */
  readonly filter?: string | Filter | undefined
}

const WHOLE_NUMBER: OptionRule = [(value) => Number.isSafeInteger(value), 'a whole number']

const PARAMS: OptionRules = /* @__PURE__ */ (() => ({
  count: WHOLE_NUMBER,
  startIndex: WHOLE_NUMBER,
  filter: ANYTHING,
  ahead: WHOLE_NUMBER,
  incomplete: oneOf('refuse', 'allow'),
}))()

/** Rows of a page in a walk: group pages carry all members of each group. */
const WALK_COUNT = { user: 1000, group: 100 }

/** What is searched, as the caller gave it. */
export interface Search {
  readonly resource: 'user' | 'group'
  readonly params: SearchParams
  readonly options: CallOptions
}

/** Returns a list that has sent nothing yet; invalid parameters reject with its first page. */
export function search<Item, Page extends ListPage<Item>>(
  caller: Caller,
  { resource, params, options }: Search,
): SCIMList<Item, Page> {
  const operation = operationOf(resource === 'user' ? 'searchUsers' : 'searchGroups', caller.dialect.version)
  const { name, path } = operation
  const key = path.toLowerCase()
  // Invalid parameters must not throw here: a list never throws synchronously.
  const { count, startIndex, ahead, incomplete } = params ?? {}
  return new SCIMList<Item, Page>({
    operation: name,
    key,
    async fetch(index, pageCount, signal) {
      checkCallOptions(name, options ?? {})
      const filter = checkParams(caller, name, { resource, params })
      const query = queryOf(name, { filter: filter?.text, startIndex: index, count: pageCount })
      const response = await caller.call(
        operation,
        { path, query, hint: filter?.hint },
        { ...options, signal },
      )
      return pageOf(response, key, index ?? 1) as unknown as Page
    },
    startIndex,
    count,
    ahead,
    incomplete,
    walkCount: WALK_COUNT[resource],
    // An invalid signal is refused with the first page.
    signal: hasMethod(options?.signal, 'addEventListener') ? options.signal : undefined,
    clock: caller.clock,
    emit: (event) => caller.emit?.(event),
  })
}

/** Checks the parameters; returns the filter as text. */
function checkParams(
  caller: Caller,
  operation: string,
  { resource, params }: Omit<Search, 'options'>,
): CheckedFilter | undefined {
  const found = findProblem({}, params, PARAMS)
  if (found) throw invalid(operation, found.name, found.problem)
  return params.filter === undefined ? undefined : checkFilter(params.filter, resource, caller)
}
