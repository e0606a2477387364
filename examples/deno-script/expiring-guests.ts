import type { SCIMClient } from '@slack-scim/client'

/** A guest whose account ends. */
export interface ExpiringGuest {
  /** The day on which it ends, UTC. */
  readonly date: string
  readonly id: string
  readonly email: string
}

const GUEST = 'urn:scim:schemas:extension:slack:guest:1.0'

/** Finds the active guests whose account ends before a time. Everyone is read: Slack has no filter for it. */
export async function expiringGuests(scim: SCIMClient, before: Date): Promise<ExpiringGuest[]> {
  const guests: ExpiringGuest[] = []
  for await (const user of scim.searchUsers()) {
    const end = new Date(user[GUEST]?.expiration ?? Number.NaN)
    if (!user.active || !(end < before)) continue
    guests.push({ date: end.toISOString().slice(0, 10), id: user.id, email: user.emails[0]?.value ?? '' })
  }
  return guests.sort((one, other) => one.date.localeCompare(other.date))
}
