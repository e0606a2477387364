import type { HeldCode } from '../links/held.ts'
import type { StepKind } from '../plan/step.ts'
import type { SnapshotEvent } from '../snapshot/events.ts'
import type { Outcome } from './report.ts'

/**
 * What happens while a plan is applied. Plain JSON, without personal values; `slack-scim/schemas/event.schema.json`
 * describes it.
 */
export type ProvisioningEvent =
  | {
      readonly type: 'run.start'
      readonly run: string
      readonly digest: string
      readonly steps: number
      readonly resumed: boolean
    }
  | Exclude<SnapshotEvent, { readonly type: 'snapshot.end' }>
  | { readonly type: 'step.start'; readonly step: string; readonly kind: StepKind; readonly canary: boolean }
  | {
      readonly type: 'step.done'
      readonly step: string
      readonly kind: StepKind
      readonly id?: string | undefined
      readonly already: boolean
    }
  | {
      readonly type: 'step.failed'
      readonly step: string
      readonly kind: StepKind
      readonly reason: string
      readonly status?: number | undefined
    }
  | {
      readonly type: 'step.held'
      readonly step: string
      readonly kind: StepKind
      readonly code: HeldCode | 'changed' | 'asked'
    }
  | { readonly type: 'stop'; readonly reason: string; readonly step?: string | undefined }
  | { readonly type: 'verify'; readonly left: number }
  | { readonly type: 'run.end'; readonly run: string; readonly outcome: Outcome }
