import type { Meta } from './meta.ts'
import type { Removable } from './user-parts.ts'

/** The attributes of a group, as they can be written. */
export interface GroupAttributes {
  /** The URNs of the schemas; added by the client when absent. */
  schemas?: string[] | null | undefined
  /** Slack's id, `S…`; read-only. */
  id?: string | null | undefined
  /** When it was made and where it is read; read-only. */
  meta?: Meta | null | undefined
  /** The name; shares one namespace with people, deactivated ones too, and channels. */
  displayName?: string | null | undefined
  /** Who is in it. A PUT replaces the whole list, so what is left out is removed. */
  members?: GroupMember[] | null | undefined
  /** Any extension, by its URN. */
  [urn: `urn:${string}`]: unknown
}

/** A member of a group. */
export interface GroupMember extends Removable {
  /** The person's Slack id. */
  value?: string | null | undefined
  /** The person's name; read-only. */
  display?: string | null | undefined
}

/** A group as Slack sends it: these three are always there. */
export interface Group extends GroupAttributes {
  id: string
  displayName: string
  members: GroupMember[]
}

/** A group to create. */
export interface GroupCreate extends GroupAttributes {
  displayName: string
}

/** A whole group to write with PUT: `members` is required, since leaving it out would empty the group. */
export interface GroupUpdate extends GroupAttributes {
  id: string
  displayName: string
  members: GroupMember[]
}
