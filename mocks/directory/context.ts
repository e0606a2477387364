import type { AssumptionLedger } from '../assumptions/ledger.ts'
import type { EventLog } from '../events/event-log.ts'
import type { Clock } from '../time/clock.ts'
import type { Directory } from './directory.ts'
import type { ReadLag } from './read-lag.ts'
import type { Tokens } from './tokens.ts'

/** What the rules of the directory need of the emulator. */
export interface DirectoryContext {
  readonly directory: Directory
  readonly readLag: ReadLag
  readonly ledger: AssumptionLedger
  readonly clock: Clock
  readonly log: EventLog
  readonly tokens: Tokens
}
