import type { Clock } from '../../time/clock.ts'
import type { Resumed } from '../journal/resume.ts'
import type { Links } from '../links/links.ts'
import type { Plan } from '../plan/plan.ts'
import type { CountedClient } from './counted-client.ts'
import type { ProvisioningEvent } from './events.ts'
import type { KeptLease } from './lease-keeper.ts'
import type { LiveState } from './live-state.ts'
import type { ApplyOptions } from './options.ts'
import type { Recorder } from './recorder.ts'
import type { Tally } from './tally.ts'

/** A run that has begun: its guards have passed, and it holds the lease. */
export interface Run {
  readonly id: string
  readonly plan: Plan
  readonly digest: string
  readonly options: ApplyOptions
  readonly clock: Clock
  readonly counted: CountedClient
  readonly live: LiveState
  readonly links: Links
  readonly lease: KeptLease
  readonly recorder: Recorder
  readonly tally: Tally
  /** The runs that this one goes on with, or nothing. */
  readonly resumed: Resumed | undefined
  /** Requests that it took to read Slack. */
  readonly reads: number
  /** Aborts requests: when the lease is lost. */
  readonly signal: AbortSignal
  /** Aborts waits: also when the caller ends the run, whose requests under way are finished. */
  readonly waits: AbortSignal
  readonly emit: (event: ProvisioningEvent) => void
  /** Stops the run after the requests under way. */
  stop(reason: string, step?: string): void
  readonly stopped: () => { readonly reason: string; readonly step?: string | undefined } | undefined
  readonly startedAt: number
}
