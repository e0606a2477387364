import type { Attribute } from '../attributes/attribute.ts'
import type { StepKind } from '../plan/step.ts'

/**
 * How a run ended.
 *
 * - `equal`: Slack shows every step
 * - `lagging`: everything was done, and Slack does not show all of it yet
 * - `differs`: Slack shows something else than was written
 * - `partial`: some steps failed or were held, or Slack refused an attribute of one
 * - `stopped`: a rule, a signal or a lost lease ended the run; the next run goes on
 */
export type Outcome = 'equal' | 'lagging' | 'differs' | 'partial' | 'stopped'

/** What became of the steps of one kind. */
export interface StepCounts {
  readonly planned: number
  /** Steps that this run did. */
  readonly done: number
  /** Steps that Slack had already. */
  readonly already: number
  readonly failed: number
  /** Steps that were left out: what they found had changed, or what they need is missing. */
  readonly held: number
}

/** A step that was refused. */
export interface StepFailure {
  readonly step: string
  /** Slack's reason, or the code of the error. */
  readonly reason: string
  /** The attribute that Slack blames, where it says so. */
  readonly attribute?: Attribute | undefined
  readonly status?: number | undefined
  /** Whether the step may have taken effect. */
  readonly applied?: 'no' | 'unknown' | undefined
}

/** An attribute that was refused and left out, while the rest of the step was written. */
export interface DroppedAttribute {
  readonly step: string
  readonly attribute: Attribute
  readonly reason: string
}

/** How Slack shows the steps after a run. */
export interface Verification {
  readonly outcome: 'equal' | 'lagging' | 'differs'
  /** Ids of steps that no read showed in time. */
  readonly lagging: readonly string[]
  /** Ids of steps where Slack has something else, and of those that no run has done. */
  readonly differs: readonly string[]
}

/** What a run did. Plain JSON, without personal values; `slack-scim/schemas/report.schema.json` describes it. */
export interface ApplyReport {
  readonly run: string
  readonly digest: string
  readonly organization: string
  readonly outcome: Outcome
  readonly counts: { readonly [K in StepKind]?: StepCounts }
  /** Requests sent, and the fewest that such a run needs. */
  readonly requests: { readonly sent: number; readonly minimum: number }
  readonly failures: readonly StepFailure[]
  readonly dropped: readonly DroppedAttribute[]
  /** Ids of steps that were left out, and why. */
  readonly held: readonly { readonly step: string; readonly code: string }[]
  readonly stopped?: { readonly reason: string; readonly step?: string | undefined } | undefined
  readonly verification?: Verification | undefined
  /** ISO 8601. */
  readonly startedAt: string
  /** ISO 8601. */
  readonly endedAt: string
}
