import type { Pacer } from '../../pacing/pacer.ts'
import type { Clock } from '../../time/clock.ts'
import type { JournalStore } from '../journal/journal-store.ts'
import type { Step } from '../plan/step.ts'
import type { Action, Policy } from '../policy/policy.ts'
import type { OrganizationReader } from '../snapshot/snapshot.ts'
import type { ProvisioningEvent } from './events.ts'

/** When a run stops by itself. */
export interface StopRules {
  /** Failed steps, unless `percent` of all steps are more; default 5. */
  readonly failures?: number | undefined
  /** Failed steps in percent of all steps; default 2. */
  readonly percent?: number | undefined
  /** Failures for the same reason, one after the other; default 5. */
  readonly inARow?: number | undefined
}

/** Options of {@link applyPlan}. */
export interface ApplyOptions {
  /** Where links, history and the progress of the run are kept. */
  readonly journal: JournalStore
  /** The policy that the plan was made with; default: that of no policy. */
  readonly policy?: Policy | undefined
  /** Lifts the limit of single actions, for exactly this number of them. */
  readonly allow?: { readonly [A in Action]?: number } | undefined
  /**
   * The digest that was approved, or at least its first 8 digits; default: any plan. Pass all 64 where others could make
   * a plan to deceive the approval: 8 digits are 32 bits, which a computer searches through in minutes.
   */
  readonly expect?: string | undefined
  /** Reads what SCIM does not tell, such as `slackOrganization({ token })`; default none. */
  readonly facts?: OrganizationReader | undefined
  /** Names this process in the lease; default a random name. */
  readonly owner?: string | undefined
  /**
   * Milliseconds that the lease lasts without renewal, at least 1000; default 60000. Another process can go on so long
   * after this one died.
   */
  readonly leaseTime?: number | undefined
  /** Milliseconds after which a plan is too old to be applied; default 86400000, a day. */
  readonly maxAge?: number | undefined
  /** Steps under way at the same time; default 4. Those of one account or group are done one after the other. */
  readonly concurrency?: number | undefined
  /** Steps of each kind that are done first, alone, and read back; default 5. */
  readonly canaries?: number | undefined
  /** When the run stops by itself. */
  readonly stopAfter?: StopRules | undefined
  /** The part of Slack's rate limits that is used, above 0 and up to 1; default 0.5. */
  readonly share?: number | undefined
  /** Replaces the pacer that `share` makes; `null` for a client that has a pacer. */
  readonly pacer?: Pacer | null | undefined
  /** Asked before each step; `hold` leaves it out. */
  readonly onStep?: ((step: Step) => Promise<'go' | 'hold'>) | undefined
  /** Receives what happens. */
  readonly onEvent?: ((event: ProvisioningEvent) => void) | undefined
  /** Milliseconds to wait for reads to show a write; default 30000. */
  readonly settleTimeout?: number | undefined
  /** Replaces the client's clock. */
  readonly clock?: Clock | undefined
  /** Ends the run after the requests under way; the next run goes on. */
  readonly signal?: AbortSignal | undefined
}
