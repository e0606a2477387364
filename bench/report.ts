/** A goal of the project, and what a run reached: a figure of one machine, not a promise. */
export interface Goal {
  readonly name: string
  readonly aim: string
  readonly reached: string
  readonly met: boolean
}

/** The outcome of a part of the bench. */
export interface Report<Data = unknown> {
  /** For people. */
  readonly text: string
  /** For programs. */
  readonly data: Data
  readonly goals?: readonly Goal[]
}
