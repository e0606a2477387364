import type { SCIMEvent } from '../events/events.ts'
import type { RelayReason } from './refusal.ts'

/** The relay answered by itself, because it refused a request or got no usable answer to it. */
export interface RelayRefusedEvent {
  readonly type: 'relay.refused'
  readonly method: string
  /** What was asked for; absent where that was not found out. */
  readonly operation?: string
  readonly status: number
  readonly reason: RelayReason
  /** The description that was answered; names attributes, never values. */
  readonly message: string
}

/** What `onEvent` of a relay is told: its refusals, and the calls that it makes. None carries a secret. */
export type RelayEvent = RelayRefusedEvent | SCIMEvent
