import { type Filter, matchesFilter } from '../../src/filter/index.ts'
import type { AssumptionLedger } from '../assumptions/ledger.ts'
import type { Directory } from '../directory/directory.ts'
import type { GroupRecord } from '../directory/group.ts'
import type { RowList, RowOrder, Rows } from '../directory/rows.ts'
import type { UserRecord } from '../directory/user.ts'
import { refuse } from '../errors/refusal.ts'
import { hash } from '../random/seeded.ts'
import { FILTER_ATTRIBUTES, resolveAttributes } from './attributes.ts'
import { type CandidateSource, candidates } from './candidates.ts'
import { parseSlackFilter } from './slack-grammar.ts'

type Version = '1.1' | '2.0'

/** What a filter is matched against, by the name of each attribute. */
type View = Readonly<Record<string, unknown>>

/** The rows that a filter selects from. */
interface RowSource<Row> extends CandidateSource<Row> {
  readonly rows: Pick<Rows<Row>, 'list' | 'sort'>
  readonly order: RowOrder
  viewOf(row: Row): View
  isFindable(row: Row): boolean
}

/** What the filters need of the emulator. */
export interface FilterContext {
  readonly directory: Directory
  readonly ledger: AssumptionLedger
}

/**
 * Returns the accounts that a filter selects, in the order of lists.
 *
 * @param text - the filter as it was sent
 * @throws Refusal with Slack's reason for an invalid filter
 */
export function selectUsers(text: string, version: Version, context: FilterContext): RowList<UserRecord> {
  const { directory, ledger } = context
  const order = ledger.assume('row-order')
  if (!isFiltered(version, ledger)) return directory.userRows.list(order)
  const parsed = resolveAttributes(
    parseSlackFilter(text, version, ledger),
    FILTER_ATTRIBUTES[version].user,
    ledger,
  )
  const filter = mapComparisons(parsed, (comparison) => byEmailAsWell(comparison, ledger))
  const emails = mentions(filter, 'emails') ? ledger.assume('email-filter') : 'finds-everyone'
  const isHidden = hiding(directory, ledger)
  return select(filter, ledger, {
    rows: directory.userRows,
    order,
    viewOf: (user) => userView(user, emails !== 'misses-secondary'),
    isFindable: (user) => !isHidden(user) && (emails === 'finds-everyone' || halfOf(user) !== emails),
    find(attribute, value) {
      if (attribute === 'userName') return directory.usersLike('userName', value)
      return attribute.startsWith('emails') ? directory.usersLike('emails', value) : undefined
    },
  })
}

/** Returns the groups that a filter selects, in the order of lists. */
export function selectGroups(text: string, version: Version, context: FilterContext): RowList<GroupRecord> {
  const { directory, ledger } = context
  const order = ledger.assume('row-order')
  if (!isFiltered(version, ledger)) return directory.groupRows.list(order)
  const filter = resolveAttributes(
    parseSlackFilter(text, version, ledger),
    FILTER_ATTRIBUTES[version].group,
    ledger,
  )
  return select(filter, ledger, {
    rows: directory.groupRows,
    order,
    viewOf: ({ id, displayName }) => ({ id, displayName }),
    isFindable: () => true,
    find: (attribute, value) => (attribute === 'displayName' ? directory.groupsLike(value) : undefined),
  })
}

/** The option that misses an account. Each account is in one half, by its address and not by its position. */
function halfOf({ primaryEmail }: UserRecord): 'misses-some' | 'misses-others' {
  return (hash(primaryEmail.toLowerCase()) >>> 15) % 2 === 0 ? 'misses-some' : 'misses-others'
}

function isFiltered(dialect: Version, ledger: AssumptionLedger): boolean {
  const rule = dialect === '2.0' ? ledger.assume('filter-on-2.0') : 'works'
  if (rule === 'refused') refuse('invalid_query')
  return rule === 'works'
}

/** Whether filters hide an account; the question comes up only where one is deactivated. */
function hiding({ inactive }: Directory, ledger: AssumptionLedger): (user: UserRecord) => boolean {
  const isHiding = inactive > 0 && ledger.assume('deactivated-in-filters') === 'excluded'
  return ({ active }) => isHiding && !active
}

function select<Row>(filter: Filter, ledger: AssumptionLedger, source: RowSource<Row>): readonly Row[] {
  const { isFindable, order, rows, viewOf } = source
  const equality = mentionsEquality(filter) ? ledger.assume('filter-equality') : 'exact'
  const matching = (wanted: Filter): readonly Row[] => {
    const found = candidates(wanted, source)
    const sorted = found ? rows.sort(found, order) : everyRow(rows.list(order))
    return sorted.filter((row) => isFindable(row) && matches(wanted, viewOf(row)))
  }
  // A filter that cannot be evaluated is refused, also where no row is there to show it.
  matches(filter, {})
  if (equality === 'exact') return matching(filter)
  const near = matching(loosened(filter, equality === 'prefix' ? 'sw' : 'co'))
  if (equality === 'prefix') return near
  const exact = new Set(matching(filter))
  return [...near.filter((row) => !exact.has(row)), ...exact]
}

function everyRow<Row>(list: RowList<Row>): readonly Row[] {
  return list.slice(0, list.length)
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
