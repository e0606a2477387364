import { GROUP_COVERAGE } from './groups.ts'
import { LIST_COVERAGE } from './lists.ts'
import { SERVICE_COVERAGE } from './service.ts'
import { USER_COVERAGE } from './users.ts'

/** One behaviour of Slack that the emulator has. */
export interface Covered {
  /** The client's name for the operation, a method of the Web API, or `*` for all. */
  readonly operation: string
  readonly behaviour: string
  /** Where it is documented or was observed. */
  readonly source: string
  /** The name of a test in tests/emulator that fails without it. */
  readonly test: string
}

/** What the emulator covers; a test compares it with the routes and with the tests. */
export const COVERAGE: readonly Covered[] = [
  ...USER_COVERAGE,
  ...GROUP_COVERAGE,
  ...LIST_COVERAGE,
  ...SERVICE_COVERAGE,
]
