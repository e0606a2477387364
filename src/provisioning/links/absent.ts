import { matchesFilter } from '../../filter/match-filter.ts'
import { flatPerson } from '../attributes/person-name.ts'
import type { Desired } from '../desired/desired.ts'
import type { Account, Snapshot } from '../snapshot/snapshot.ts'
import type { Claimants } from './claim.ts'
import type { Links } from './links.ts'
import type { AbsentAccount, Matches } from './situation.ts'

/** What absence is decided by. */
interface AbsenceInput {
  readonly desired: Desired
  readonly snapshot: Snapshot
  readonly links: Links
  /** The keys that accounts are linked to and that no source has, by Slack id. */
  readonly strays: ReadonlyMap<string, string>
  /** The people for whom accounts were found. */
  readonly claimants: Claimants
  /** The accounts that people who are held may have, so that nothing is concluded from their absence. */
  readonly suspects: ReadonlySet<string>
}

/**
 * The accounts that no person has. A partial read is no read: unless every source and the snapshot are complete,
 * no account is absent.
 */
export function absentAccounts(input: AbsenceInput): Pick<Matches, 'absent' | 'unmanaged'> {
  const { desired, snapshot, claimants, suspects } = input
  const isKnown = snapshot.complete && desired.sources.every(({ complete }) => complete)
  const absent: AbsentAccount[] = []
  const unmanaged = new Set<string>()
  for (const account of snapshot.users.values()) {
    if (claimants.has(account.id)) continue
    const missing = missingFrom(account, input)
    if (!missing || suspects.has(account.id)) unmanaged.add(account.id)
    else if (isKnown) absent.push(missing)
  }
  return { absent, unmanaged }
}

/** The source that an account is linked to, or in whose scope it is. Scopes reach full members only. */
function missingFrom(
  { id, kind, active, attributes }: Account,
  { desired, links, strays }: AbsenceInput,
): AbsentAccount | undefined {
  if (kind === 'bot') return undefined
  const key = strays.get(id)
  const link = key === undefined ? undefined : links.users.get(key)
  if (link) {
    const isConfigured = desired.sources.some(({ name }) => name === link.source)
    return isConfigured ? { id, source: link.source, key } : undefined
  }
  if (kind !== 'member') return undefined
  const person = flatPerson(attributes, active)
  const source = desired.sources.find(({ scope }) => scope && matchesFilter(scope, person))
  return source && { id, source: source.name }
}
