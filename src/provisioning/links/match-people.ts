import { ownAccount } from './claim.ts'
import { type MatchInput, settlePeople } from './settle-people.ts'
import type { Matches, PersonSituation } from './situation.ts'

/**
 * Finds the account of every person, and the accounts that no person has. A person of whom that is not certain is held;
 * nothing is guessed.
 *
 * @param input - `desired`, `snapshot` and `links`, all canonical, and the `policy`
 *
 * @example
 * ```ts
 * import { type Desired, emptyLinks, matchPeople, type Snapshot } from 'slack-scim/provisioning'
 *
 * export function newPeople(desired: Desired, snapshot: Snapshot): string[] {
 *   const { people } = matchPeople({ desired, snapshot, links: emptyLinks() })
 *   return [...people].filter(([, { situation }]) => situation === 'new').map(([key]) => key)
 * }
 * ```
 */
export function matchPeople(input: MatchInput): Matches {
  const { claims, absent, unmanaged } = settlePeople(input)
  const people = new Map<string, PersonSituation>()
  const owners = new Map<string, string>()
  for (const [key, claim] of claims) {
    const { situation, by, held } = claim
    const { id } = ownAccount(claim) ?? {}
    people.set(key, { situation, id, by, held })
    if (id !== undefined) owners.set(id, key)
  }
  return { people, owners, absent, unmanaged }
}
