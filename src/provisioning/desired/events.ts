/** What happens while sources are read. */
export type DesiredEvent =
  | { readonly type: 'source.start'; readonly source: string }
  /** After every 1,000 people and groups. */
  | { readonly type: 'source.rows'; readonly source: string; readonly rows: number }
  | {
      readonly type: 'source.end'
      readonly source: string
      readonly rows: number
      readonly complete: boolean
    }
  /** A group is larger than Slack advises; it is allowed. */
  | {
      readonly type: 'group.large'
      readonly group: string
      readonly members: number
      readonly advised: number
    }
