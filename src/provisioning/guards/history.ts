import type { ActionCounts } from '../plan/actions.ts'

/** What a journal knows that the guards ask for. */
export interface History {
  /** The organization of the runs; absent or empty when there were none. */
  readonly organization?: string | undefined
  /** Actions of the last 24 hours. */
  readonly counts: ActionCounts
  /** Members removed from each group in the last 24 hours, by Slack id; default none. */
  readonly removed?: Readonly<Record<string, number>> | undefined
  /** Rows of each source in the last run that was applied, by the source's name. */
  readonly rows: Readonly<Record<string, number>>
}
