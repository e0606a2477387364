import { defineHidden } from '../errors/scim-error.ts'
import type { SCIMEvent } from '../events/events.ts'
import type { RelayReason } from './refusal.ts'

/** The relay answered by itself: it refused a request, or got no usable answer to it. */
export interface RelayRefusedEvent {
  readonly type: 'relay.refused'
  readonly method: string
  /** The operation of the request; absent where the relay did not find it out. */
  readonly operation?: string
  readonly status: number
  readonly reason: RelayReason
  /** The description that was answered; names attributes, never values. */
  readonly message: string
  /**
   * What `authorize`, `allow`, the token function or the transport threw, if anything. Not enumerable, so that neither
   * JSON nor a console shows it: only you know what it may hold.
   */
  readonly cause?: unknown
}

/** The service answered with an error whose text the relay did not pass on as it is. */
export interface RelayWithheldEvent {
  readonly type: 'relay.withheld'
  readonly method: string
  readonly operation: string
  readonly status: number
  /** The description that was answered. */
  readonly message: string
  /** The text of the service without secrets, at most 500 characters. Not enumerable: it may name people. */
  readonly cause?: unknown
}

/** What `onEvent` of a relay is told: its refusals, and the calls that it makes. None shows a secret. */
export type RelayEvent = RelayRefusedEvent | RelayWithheldEvent | SCIMEvent

/** An event with a cause that nothing prints. */
export function withCause<Event extends RelayRefusedEvent | RelayWithheldEvent>(
  event: Event,
  cause: unknown,
): Event {
  if (cause !== undefined) defineHidden(event, { cause })
  return event
}
