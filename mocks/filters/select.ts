import { type Filter, matchesFilter } from '../../src/filter/index.ts'
import type { AssumptionLedger } from '../assumptions/ledger.ts'
import type { GroupRecord } from '../directory/group.ts'
import type { UserRecord } from '../directory/user.ts'
import { refuse } from '../errors/refusal.ts'
import { hash } from '../random/seeded.ts'
import { resolveAttributes } from './attributes.ts'
import { parseSlackFilter } from './slack-grammar.ts'

/** What a filter is matched against, by the name of each attribute. */
type View = Readonly<Record<string, unknown>>

/**
 * The records that a filter selects, in the order in which Slack would return them.
 *
 * @param text - the filter as it was sent
 * @throws Refusal with Slack's reason for a filter it does not take
 */
export function selectUsers(
  users: readonly UserRecord[],
  text: string,
  dialect: '1.1' | '2.0',
  ledger: AssumptionLedger,
): readonly UserRecord[] {
  if (!isFiltered(dialect, ledger)) return users
  const parsed = resolveAttributes(parseSlackFilter(text, dialect, ledger), dialect, 'user', ledger)
  const filter = mapComparisons(parsed, (comparison) => byEmailAsWell(comparison, ledger))
  const emails = mentions(filter, 'emails') ? ledger.assume('email-filter') : 'finds-everyone'
  const findable = withoutHidden(users, ledger).filter(
    (user) => emails === 'finds-everyone' || halfOf(user) !== emails,
  )
  return select(findable, (user) => userView(user, emails !== 'misses-secondary'), filter, ledger)
}

/** The same for groups. */
export function selectGroups(
  groups: readonly GroupRecord[],
  text: string,
  dialect: '1.1' | '2.0',
  ledger: AssumptionLedger,
): readonly GroupRecord[] {
  if (!isFiltered(dialect, ledger)) return groups
  const filter = resolveAttributes(parseSlackFilter(text, dialect, ledger), dialect, 'group', ledger)
  return select(groups, (group) => ({ id: group.id, displayName: group.displayName }), filter, ledger)
}

/** The option that misses an account. Each account is in one half, by its address and not by its position. */
function halfOf({ primaryEmail }: UserRecord): 'misses-some' | 'misses-others' {
  return (hash(primaryEmail.toLowerCase()) >>> 15) % 2 === 0 ? 'misses-some' : 'misses-others'
}

function isFiltered(dialect: '1.1' | '2.0', ledger: AssumptionLedger): boolean {
  const rule = dialect === '2.0' ? ledger.assume('filter-on-2.0') : 'works'
  if (rule === 'refused') refuse('invalid_query')
  return rule === 'works'
}

function withoutHidden(users: readonly UserRecord[], ledger: AssumptionLedger): readonly UserRecord[] {
  const active = users.filter((user) => user.active)
  if (active.length === users.length) return users
  return ledger.assume('deactivated-in-filters') === 'included' ? users : active
}

function select<Item>(
  items: readonly Item[],
  viewOf: (item: Item) => View,
  filter: Filter,
  ledger: AssumptionLedger,
): readonly Item[] {
  const equality = mentionsEquality(filter) ? ledger.assume('filter-equality') : 'exact'
  const matching = (wanted: Filter): Item[] => items.filter((item) => matches(wanted, viewOf(item)))
  if (equality === 'exact') return matching(filter)
  const near = matching(loosened(filter, equality === 'prefix' ? 'sw' : 'co'))
  if (equality === 'prefix') return near
  const exact = new Set(matching(filter))
  return [...near.filter((item) => !exact.has(item)), ...exact]
}

function matches(filter: Filter, view: View): boolean {
  try {
    return matchesFilter(filter, view)
  } catch {
    return refuse('invalid_query')
  }
}

function userView(user: UserRecord, secondary: boolean): View {
  const emails = [user.primaryEmail, ...(secondary && user.secondaryEmail ? [user.secondaryEmail] : [])]
  return {
    id: user.id,
    userName: user.userName,
    nickName: user.nickName,
    displayName: user.displayName,
    name: { givenName: user.givenName, familyName: user.familyName },
    title: user.title,
    active: user.active,
    emails: emails.map((value) => ({ value })),
    restricted: user.guest?.type === 'multi',
    ultra_restricted: user.guest?.type === 'single',
  }
}

/** `userName eq "<address>"`, which may or may not look at the addresses. */
function byEmailAsWell(filter: Filter, ledger: AssumptionLedger): Filter {
  if (filter.op !== 'eq' || filter.attr !== 'userName' || !String(filter.value).includes('@')) return filter
  if (ledger.assume('username-filter-with-email') === 'finds-nothing') return filter
  return { op: 'or', args: [filter, { op: 'eq', attr: 'emails.value', value: filter.value }] }
}

function loosened(filter: Filter, op: 'sw' | 'co'): Filter {
  return mapComparisons(filter, (part) =>
    part.op === 'eq' && typeof part.value === 'string' ? { ...part, op } : part,
  )
}

function mapComparisons(filter: Filter, change: (filter: Filter) => Filter): Filter {
  if (filter.op === 'and' || filter.op === 'or') {
    return { ...filter, args: filter.args.map((arg) => mapComparisons(arg, change)) }
  }
  if (filter.op === 'not') return { ...filter, arg: mapComparisons(filter.arg, change) }
  return change(filter)
}

function mentions(filter: Filter, attribute: string): boolean {
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.args.some((arg) => mentions(arg, attribute))
    case 'not':
      return mentions(filter.arg, attribute)
    default:
      return filter.attr.toLowerCase().startsWith(attribute)
  }
}

function mentionsEquality(filter: Filter): boolean {
  if (filter.op === 'and' || filter.op === 'or') return filter.args.some(mentionsEquality)
  return filter.op === 'not' ? mentionsEquality(filter.arg) : filter.op === 'eq'
}
