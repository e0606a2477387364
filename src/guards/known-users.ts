import { isRecord } from '../protocol/is-record.ts'

/** The facts that a client remembers of a user it has read. */
export interface KnownUser {
  readonly userName: string
  readonly guest: boolean
}

/** The oldest entries are dropped beyond this number. */
const MAX_KNOWN = 5000

/**
 * Remembers the users that a client has read, so that a PUT can be compared with them. The body of a PUT
 * contains neither the former `userName` nor whether the account is a guest.
 */
export class KnownUsers {
  readonly #guestUrn: string
  readonly #users = new Map<string, KnownUser>()

  constructor(guestUrn: string) {
    this.#guestUrn = guestUrn
  }

  /** Remembers a user that was read. */
  see(user: unknown): void {
    if (!isRecord(user) || typeof user.id !== 'string' || typeof user.userName !== 'string') return
    this.#users.delete(user.id)
    this.#users.set(user.id, { userName: user.userName, guest: isRecord(user[this.#guestUrn]) })
    if (this.#users.size > MAX_KNOWN) this.#users.delete(this.#users.keys().next().value as string)
  }

  /** Returns the facts last read of a user. */
  get(id: string): KnownUser | undefined {
    return this.#users.get(id)
  }
}
