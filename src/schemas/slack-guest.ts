/** What makes a guest. Adding or removing it converts the account, and that reactivates a deactivated one. */
export interface SlackGuest {
  /** Only `multi` exists; a single-channel guest cannot be made over SCIM. */
  type?: string | null | undefined
  /** When the account ends, ISO 8601. */
  expiration?: string | null | undefined
  /** Where the guest is; read-only. */
  channels?: GuestChannel[] | null | undefined
}

/** A channel that a guest is in. */
export interface GuestChannel {
  /** The channel's id, `C…`. */
  value?: string | null | undefined
  /** The channel's name. */
  display?: string | null | undefined
}
