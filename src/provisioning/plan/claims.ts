/** The wish of an account, or of one to be created, for a value that only one account can have. */
export interface Claim {
  /** The Slack id, or a name of its own for an account to be created. */
  readonly claimant: string
  readonly value: string
}

/**
 * What becomes of a claim.
 *
 * - `free`: no other account has the value
 * - `after`: the holder gives it up by a step of its own, which must be done before
 * - `parked`: as `after`, but the claimant must first leave its own value, since the claims go round in a cycle
 * - `held`: the holder keeps the value
 * - `disputed`: another claimant wants the same value
 * - `cycle`: the claims go round in a cycle, and there is nowhere to park
 */
export type Settlement =
  | { readonly verdict: 'free' | 'disputed' }
  | { readonly verdict: 'after' | 'parked' | 'held' | 'cycle'; readonly holder: string }

/** What {@link settleClaims} needs to know. */
export interface ClaimsInput {
  /** At most one by each claimant. */
  readonly claims: readonly Claim[]
  /** The account that has a value now. */
  readonly holderOf: (value: string) => string | undefined
  /** Whether an account of a cycle can be parked. */
  readonly canPark: boolean
}

/**
 * Settles which claims can be fulfilled, and in what order. Each value has at most one holder and each claimant one
 * claim, so following the holders gives chains that end, or cycles.
 */
export function settleClaims({ claims, holderOf, canPark }: ClaimsInput): Map<string, Settlement> {
  const wanted = new Map(claims.map(({ claimant, value }) => [claimant, value]))
  const rivals = new Map<string, number>()
  for (const { value } of claims) rivals.set(value, (rivals.get(value) ?? 0) + 1)
  const settled = new Map<string, Settlement>()
  for (const start of [...wanted.keys()].sort()) {
    const trail: string[] = []
    const places = new Map<string, number>()
    let current = start
    while (!settled.has(current)) {
      const value = wanted.get(current) ?? ''
      const holder = holderOf(value)
      places.set(current, trail.push(current) - 1)
      if ((rivals.get(value) ?? 0) > 1) settled.set(current, { verdict: 'disputed' })
      else if (holder === undefined || holder === current) settled.set(current, { verdict: 'free' })
      else if (!wanted.has(holder)) settled.set(current, { verdict: 'held', holder })
      else if (places.has(holder)) settleCycle(trail.slice(places.get(holder)))
      else current = holder
    }
    for (const claimant of trail.reverse()) follow(claimant)
  }
  return settled

  /** The claimant with the smallest name is parked; the others follow it round. */
  function settleCycle(members: readonly string[]): void {
    const [leader] = [...members].sort()
    for (const [index, claimant] of members.entries()) {
      const holder = members[(index + 1) % members.length] ?? claimant
      const verdict = canPark ? (claimant === leader ? 'parked' : 'after') : 'cycle'
      settled.set(claimant, { verdict, holder })
    }
  }

  /** A claimant goes after its holder, unless the holder stays. */
  function follow(claimant: string): void {
    if (settled.has(claimant)) return
    const holder = holderOf(wanted.get(claimant) ?? '') ?? claimant
    settled.set(claimant, { verdict: givesUp(settled.get(holder)) ? 'after' : 'held', holder })
  }
}

function givesUp(settlement: Settlement | undefined): boolean {
  return settlement !== undefined && ['free', 'after', 'parked'].includes(settlement.verdict)
}
