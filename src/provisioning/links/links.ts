import type { Attribute } from '../attributes/attribute.ts'

/** The account or group that a key of a source stands for. */
export interface Link {
  /** The Slack id. */
  readonly id: string
  /** The source that the key belongs to. */
  readonly source: string
  /** Keyed hashes of the values last written, so that a journal names no personal value. */
  readonly written: { readonly [A in Attribute]?: string }
  /** Runs in a row in which each attribute was overwritten because somebody else had changed it. */
  readonly contested?: { readonly [A in Attribute]?: number } | undefined
}

/** All links of one organization. */
export interface Links {
  /** The organization that the ids belong to; the empty text when there are no links yet. */
  readonly organization: string
  /** The secret with which `written` values are hashed, as hexadecimal text. */
  readonly secret: string
  /** Accounts by key. */
  readonly users: ReadonlyMap<string, Link>
  /** Groups by key. */
  readonly groups: ReadonlyMap<string, Link>
}
