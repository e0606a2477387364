import type { Filter } from '../../filter/filter.ts'
import type { DesiredGroup, DesiredUser, Owns } from './desired.ts'

/** Options of one read of a source. */
export interface ReadSourceOptions {
  /** The time by which `activeFrom` and `activeUntil` are decided. */
  readonly now: Date
  /** Ends the read; default none. */
  readonly signal?: AbortSignal | undefined
}

/** A directory: a file, a database, an API. */
export interface DirectorySource {
  /** Unique among the sources; stands in links and messages. */
  readonly name: string
  /** The accounts that absence here may concern, as a filter over flat attributes; default: only linked accounts. */
  readonly scope?: Filter | undefined
  /** The attributes that the source writes. */
  readonly owns: Owns
  /** When the data was made, as ISO 8601; default: when it is read. */
  readonly takenAt?: string | undefined
  /**
   * Yields people and groups, without `source`. Must throw if it cannot reach its end: half a directory is none.
   */
  read(options: ReadSourceOptions): AsyncIterable<Omit<DesiredUser, 'source'> | Omit<DesiredGroup, 'source'>>
}
