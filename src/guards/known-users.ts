import { isRecord } from '../protocol/is-record.ts'
import { isShortForm } from '../schemas/attributes.ts'

/** The facts that a client remembers of a user it has read. */
export interface KnownUser {
  readonly userName: string
  readonly guest: boolean
  /** Whether the read was a guest's, which hides attributes that the account may have: see `FULL_FORM`. */
  readonly short: boolean
}

/** The facts of a user that was read; undefined for what is none. */
export function knownFacts(user: unknown, guestUrn: string): KnownUser | undefined {
  if (!isRecord(user) || typeof user.userName !== 'string') return undefined
  const guest = isRecord(user[guestUrn])
  return { userName: user.userName, guest, short: guest && isShortForm(user) }
}

/** At least so many users seen last are remembered, and at most twice as many. */
const MAX_RECENT = 5000

/** Users that were seen one after the other; an object for each would be a third of the memory. */
class Generation {
  readonly userNames = new Map<string, string>()
  /** Whether the read of a guest was short. */
  readonly guests = new Map<string, boolean>()
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
    const facts = knownFacts(user, this.#guestUrn)
    if (!facts || !isRecord(user) || typeof user.id !== 'string') return
    if (this.#recent.userNames.size >= MAX_RECENT && !this.#recent.userNames.has(user.id)) {
      this.#older = this.#recent
      this.#recent = new Generation()
    }
    const { userNames, guests } = this.#recent
    userNames.set(user.id, facts.userName)
    if (facts.guest) guests.set(user.id, facts.short)
    else if (guests.size > 0) guests.delete(user.id)
  }

  /** Returns the facts last read of a user. */
  get(id: string): KnownUser | undefined {
    const { userNames, guests } = this.#recent.userNames.has(id) ? this.#recent : this.#older
    const userName = userNames.get(id)
    if (userName === undefined) return undefined
    return { userName, guest: guests.has(id), short: guests.get(id) === true }
  }
}
