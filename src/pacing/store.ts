import type { Clock } from '../time/clock.ts'
import type { PaceStoreEvent } from './events.ts'
import type { Counted, RateLimit, SlackLimits } from './limits.ts'
import type { PaceOutcome } from './pacer.ts'

/** What a machine asks the store that it shares with others. */
export interface StoreAsk {
  /** The permit, by a name that no other has. */
  readonly permit: string
  /** The machine; it stands in line once for each endpoint. */
  readonly machine: string
  readonly counted: Counted
  /** Whether it changes the resource, which no two may do at once. */
  readonly writes: boolean
  /** For how many milliseconds the request has waited. */
  readonly waited: number
  /** The limit of the endpoint. */
  readonly endpoint: RateLimit
  /** The limit of the organization. */
  readonly organization: RateLimit
  /** The part of both that is kept to. */
  readonly share: number
}

/** What the store says. */
export interface StoreAnswer {
  /** 0: the request may start, and is counted. Otherwise milliseconds until it makes sense to ask again. */
  readonly wait: number
  /** That only the resource is in the way: another request to the same endpoint may well start. */
  readonly resource?: boolean
}

/** How a request came out that the store had let through. */
export interface StoreReport extends StoreAsk {
  /** Milliseconds since it was let through. */
  readonly held: number
  readonly outcome: PaceOutcome
}

/**
 * The state of an organization's limits, where all of its machines can reach it. It counts by its own clock,
 * since those of machines differ.
 */
export interface PacingStore {
  /** Counts a request, or says how long to wait; in one piece, whoever else asks. */
  take(ask: StoreAsk): Promise<StoreAnswer>
  /** Takes note that a request is over. A permit that nobody reports runs out by itself. */
  done(report: StoreReport): Promise<void>
}

/** What the way to a store is made from. */
export interface GateSettings {
  readonly limits: SlackLimits
  readonly share: number
  readonly clock: Clock
  readonly random: () => number
  /** Told when the store goes and when it is back. */
  readonly emit: (event: PaceStoreEvent) => void
}

/** The way to a store, for as long as there is one. */
export interface Gate {
  /** Whether the store is to be asked; otherwise each machine keeps to its own share. */
  readonly open: boolean
  /** Whether the last question was in vain. */
  readonly down: boolean
  /** A question, ready to be sent. */
  ask(counted: Counted, writes: boolean, waited: number): StoreAsk
  /** What the store says, or nothing if it fails or takes too long. */
  take(ask: StoreAsk): Promise<StoreAnswer | undefined>
  /** Reports how a request came out; nobody waits for that. */
  done(ask: StoreAsk, held: number, outcome: PaceOutcome): void
}

/** What `slackPacer` takes as its `store`: `redisPacing()` or `durableObjectPacing()`. */
export interface SharedPacing {
  /** @internal */
  gate(settings: GateSettings): Gate
}
