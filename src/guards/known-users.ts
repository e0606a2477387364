import { isRecord } from '../protocol/is-record.ts'

/** The facts that a client remembers of a user it has read. */
export interface KnownUser {
  readonly userName: string
  readonly guest: boolean
}

/** At least so many users seen last are remembered, and at most twice as many. */
const MAX_RECENT = 5000

/** Users that were seen one after the other; an object for each would be a third of the memory. */
class Generation {
  readonly userNames = new Map<string, string>()
  readonly guests = new Set<string>()
}

/**
 * Remembers the users that a client has read, so that a PUT can be compared with them. The body of a PUT
 * contains neither the former `userName` nor whether the account is a guest.
 *
 * The older of two generations is dropped as a whole. So a walk pays for no eviction row by row.
 */
export class KnownUsers {
  readonly #guestUrn: string
  #recent = new Generation()
  #older = new Generation()

  constructor(guestUrn: string) {
    this.#guestUrn = guestUrn
  }

  /** Remembers a user that was read. */
  see(user: unknown): void {
    if (!isRecord(user) || typeof user.id !== 'string' || typeof user.userName !== 'string') return
    if (this.#recent.userNames.size >= MAX_RECENT && !this.#recent.userNames.has(user.id)) {
      this.#older = this.#recent
      this.#recent = new Generation()
    }
    const { userNames, guests } = this.#recent
    userNames.set(user.id, user.userName)
    if (isRecord(user[this.#guestUrn])) guests.add(user.id)
    else guests.delete(user.id)
  }

  /** Returns the facts last read of a user. */
  get(id: string): KnownUser | undefined {
    const { userNames, guests } = this.#recent.userNames.has(id) ? this.#recent : this.#older
    const userName = userNames.get(id)
    return userName === undefined ? undefined : { userName, guest: guests.has(id) }
  }
}
