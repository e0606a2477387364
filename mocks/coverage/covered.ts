/** One behaviour of Slack that the emulator has. */
export interface Covered {
  /** The client's name for the operation, a method of the Web API, or `*` for all. */
  readonly operation: string
  readonly behaviour: string
  /** Where it is documented or was observed. */
  readonly source: string
  /** The title of a test in tests/mocks that fails without it. */
  readonly test: string
}
