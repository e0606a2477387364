import { isRecord } from '../protocol/is-record.ts'

/** What a client remembers of a user that it has read. */
export interface KnownUser {
  readonly userName: string
  readonly guest: boolean
}

/** Enough for a whole run over a group of people; the oldest are forgotten first. */
const MAX_KNOWN = 5000

/**
 * What a client has read lately, so that a PUT can be held against it: the PUT itself does not say what the
 * name was, nor that the account is a guest's.
 */
export class KnownUsers {
  readonly #guestUrn: string
  readonly #users = new Map<string, KnownUser>()

  constructor(guestUrn: string) {
    this.#guestUrn = guestUrn
  }

  /** Remembers a user as it was read. */
  see(user: unknown): void {
    if (!isRecord(user) || typeof user.id !== 'string' || typeof user.userName !== 'string') return
    this.#users.delete(user.id)
    this.#users.set(user.id, { userName: user.userName, guest: isRecord(user[this.#guestUrn]) })
    if (this.#users.size > MAX_KNOWN) this.#users.delete(this.#users.keys().next().value as string)
  }

  /** What was last read of a user. */
  get(id: string): KnownUser | undefined {
    return this.#users.get(id)
  }
}
