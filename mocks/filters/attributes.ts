import type { Filter } from '../../src/filter/index.ts'
import type { AssumptionLedger } from '../assumptions/ledger.ts'
import { refuse } from '../errors/refusal.ts'

/**
 * The attributes that each dialect filters by, in lower case. Slack documents those of 1.1
 * (https://docs.slack.dev/reference/scim-api, filters); connectors and Slack's own tests use those of 2.0.
 */
export const FILTER_ATTRIBUTES = {
  '1.1': { user: ['username', 'email', 'restricted', 'ultra_restricted'], group: ['displayname'] },
  '2.0': { user: ['username', 'emails', 'emails.value'], group: ['displayname'] },
} as const

/** Filter attributes that the view of a record has under another name. */
const RECORD_NAMES: { readonly [name: string]: string } = { username: 'userName', email: 'emails.value' }

/**
 * Rewrites a filter to the names of the view, and refuses attributes that Slack is not known to filter by.
 *
 * @param known - those of {@link FILTER_ATTRIBUTES} that apply
 */
export function resolveAttributes(
  filter: Filter,
  known: readonly string[],
  ledger: AssumptionLedger,
): Filter {
  switch (filter.op) {
    case 'and':
    case 'or':
      return { ...filter, args: filter.args.map((arg) => resolveAttributes(arg, known, ledger)) }
    case 'not':
      return { ...filter, arg: resolveAttributes(filter.arg, known, ledger) }
    default: {
      const name = filter.attr.toLowerCase()
      if (!known.includes(name)) {
        if (ledger.assume('undocumented-filter-attributes') === 'refused') refuse('invalid_query')
      }
      const attr = RECORD_NAMES[name] ?? filter.attr
      if ('value' in filter && isFlag(name)) return { ...filter, attr, value: flagOf(filter.value) }
      return { ...filter, attr }
    }
  }
}

function isFlag(name: string): boolean {
  return name === 'restricted' || name === 'ultra_restricted' || name === 'active'
}

/** `restricted eq 1`, `restricted eq '1'` and `restricted eq true` are all in use. */
function flagOf(value: unknown): boolean {
  return ['1', 'true'].includes(String(value).toLowerCase())
}
