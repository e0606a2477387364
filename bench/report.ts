/** The outcome of a part of the bench. */
export interface Report<Data = unknown> {
  /** For people. */
  readonly text: string
  /** For programs. */
  readonly data: Data
}
