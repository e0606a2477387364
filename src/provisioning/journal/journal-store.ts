import type { Entry } from './entry.ts'

/** The right to apply a plan, for a while. */
export interface Lease {
  /** The process that holds it, as it named itself. */
  readonly owner: string
  /** Grows with every lease: a store refuses to append for a lease with a fence that is not the newest. */
  readonly fence: number
}

/**
 * Where an append-only journal is kept. All methods reject with {@link SCIMJournalError}.
 *
 * One process holds the lease and appends; every process may read. What `append` resolved for is durable, and no
 * process with an older lease can add to it.
 */
export interface JournalStore {
  /**
   * Takes the lease.
   *
   * @param owner - names this process in messages
   * @param milliseconds - how long the lease lasts without `renew`
   * @returns `undefined` while another process holds it
   */
  lease(owner: string, milliseconds: number): Promise<Lease | undefined>
  /** Says who holds the lease and until when, in milliseconds since the epoch; nothing if it is free. */
  holder(): Promise<{ readonly owner: string; readonly until: number } | undefined>
  /**
   * Prolongs a lease.
   *
   * @returns `false` when it is lost
   */
  renew(lease: Lease, milliseconds: number): Promise<boolean>
  /** Gives a lease up; a lease that is lost already stays lost. */
  release(lease: Lease): Promise<void>
  /**
   * Adds entries, all or none.
   *
   * @throws {@link SCIMJournalError} `lost` when a newer lease exists
   */
  append(lease: Lease, entries: readonly Entry[]): Promise<void>
  /** Yields all entries, oldest first. */
  read(): AsyncIterable<Entry>
  /**
   * Replaces all entries at once: for a journal that has become long, and to forget a person.
   *
   * @returns the lease to go on with
   * @throws {@link SCIMJournalError} `lost` when a newer lease exists
   */
  replace(lease: Lease, entries: readonly Entry[]): Promise<Lease>
  /** The secret with which values are hashed, as 64 hexadecimal digits; made when it is asked for first. */
  secret(): Promise<string>
  /** Keeps what a rollback of a run needs, for 30 days. It holds personal values. */
  saveRun(lease: Lease, run: string, text: string): Promise<void>
  /** What was kept of a run; nothing when there is none, or no longer. */
  loadRun(run: string): Promise<string | undefined>
  /** Deletes what is kept of a run. */
  dropRun(lease: Lease, run: string): Promise<void>
  /** Names the runs that something is kept of. */
  runs(): Promise<readonly string[]>
}

/** How long what a rollback needs is kept, in milliseconds: 30 days. */
export const RUN_KEPT = 2_592_000_000
