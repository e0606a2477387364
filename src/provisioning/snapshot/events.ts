/** What happens while a snapshot is read. */
export type SnapshotEvent =
  /** After every 1,000 accounts, and after every page of groups. */
  | { readonly type: 'snapshot.page'; readonly resource: 'user' | 'group'; readonly rows: number }
  /** A list changed while it was read, so it is read once more. */
  | { readonly type: 'snapshot.again'; readonly resource: 'user' | 'group' }
  | {
      readonly type: 'snapshot.end'
      readonly users: number
      readonly groups: number
      readonly complete: boolean
    }
