/** One group: an IDP group on Enterprise, a user group elsewhere. */
export interface GroupRecord {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly created: number
  displayName: string
  /** User ids, in the order in which they joined. */
  members: string[]
  /** Tied to channels, so that it cannot be deleted before they are unlinked. */
  linkedToChannels: boolean
}

/** Maximum number of users in one group write. */
export const MAX_MEMBERS_PER_WRITE = 15_000

/** Maximum number of members of a user group (below Enterprise); for IDP groups Slack only recommends one. */
export const MAX_USER_GROUP_MEMBERS = 5_000
