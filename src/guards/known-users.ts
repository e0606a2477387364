import { isRecord } from '../protocol/is-record.ts'

/** The facts that a client remembers of a user it has read. */
export interface KnownUser {
  readonly userName: string
  readonly guest: boolean
}

/** The users seen longest ago are forgotten beyond this number. */
const MAX_KNOWN = 5000

/** A user, and the slot of the ring that keeps it. */
interface Entry extends KnownUser {
  readonly slot: number
}

/**
 * Remembers the users that a client has read, so that a PUT can be compared with them. The body of a PUT
 * contains neither the former `userName` nor whether the account is a guest.
 *
 * The ids stand in a ring in the order in which they were seen: to find the oldest key of a Map costs as much as the
 * number of keys deleted before it, and a walk deletes one for each row.
 */
export class KnownUsers {
  readonly #guestUrn: string
  readonly #users = new Map<string, Entry>()
  readonly #ring: string[] = []
  #next = 0

  constructor(guestUrn: string) {
    this.#guestUrn = guestUrn
  }

  /** Remembers a user that was read. */
  see(user: unknown): void {
    if (!isRecord(user) || typeof user.id !== 'string' || typeof user.userName !== 'string') return
    const slot = this.#next
    const oldest = this.#ring[slot]
    // A user that was seen again since has a newer slot.
    if (oldest !== undefined && this.#users.get(oldest)?.slot === slot) this.#users.delete(oldest)
    this.#ring[slot] = user.id
    this.#users.set(user.id, { userName: user.userName, guest: isRecord(user[this.#guestUrn]), slot })
    this.#next = (slot + 1) % MAX_KNOWN
  }

  /** Returns the facts last read of a user. */
  get(id: string): KnownUser | undefined {
    return this.#users.get(id)
  }
}
