import type { StepKind } from '../plan/step.ts'

/** What carries the meaning of a row without colour: less, more, different, refused, for information. */
export type Sign = '-' | '+' | '~' | '!' | '·'

/** What a section of a rendering holds. */
export type SectionKind =
  | Exclude<StepKind, 'createGroup' | 'renameGroup' | 'addMembers' | 'removeMembers'>
  | 'groups'
  | 'held'
  | 'drift'
  | 'links'

/** A value that becomes another one. */
export interface ChangeView {
  readonly name: string
  /** What is there now; absent where it does not matter. */
  readonly from?: string | undefined
  /** What will be there; absent in a redacted rendering. */
  readonly to?: string | undefined
}

/** One person or group. Every text is free of characters that act; the empty text is nothing. */
export interface RowView {
  readonly sign: Sign
  /** The Slack id, or the name of an account or group that does not exist yet. */
  readonly id: string
  /** The key in the source. */
  readonly key: string
  readonly name: string
  /** The primary email. */
  readonly address: string
  /** File and line. */
  readonly origin: string
  /** Why, or what to know. */
  readonly note: string
  /** What would free a held person or group. */
  readonly fix: string
  readonly changes: readonly ChangeView[]
}

/** The rows of one kind. */
export interface SectionView {
  readonly kind: SectionKind
  readonly title: string
  /** The sign of its rows; `~` where they differ. */
  readonly sign: Sign
  /** What to know of all rows, such as that they cannot be undone. */
  readonly note: string
  readonly rows: readonly RowView[]
}

/** A refusal of a guard. */
export interface RefusalView {
  readonly message: string
  readonly lift: string
}

/** A plan as all renderings show it: in the order of showing, redacted if asked, without characters that act. */
export interface PlanView {
  readonly organization: string
  /** When the plan was made. */
  readonly date: string
  /** A source each, such as `hr (1,204 rows, 3 h old)`. */
  readonly sources: readonly string[]
  /** What was not read to its end, and groups that become very large. */
  readonly warnings: readonly string[]
  readonly refusals: readonly RefusalView[]
  readonly sections: readonly SectionView[]
  /** Steps, requests and time, in words. */
  readonly totals: string
  /** A used limit each, such as `deactivate 2 of 10 allowed in 24 h (0 done)`. */
  readonly limits: readonly string[]
  readonly digest?: string | undefined
  /** The command that applies exactly this plan; absent where guards refuse it. */
  readonly command?: string | undefined
}
