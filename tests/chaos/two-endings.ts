/** Two things were done at once and not both went well: what is judged is what each error says of itself. */
export class TwoEndings {
  readonly errors: readonly unknown[]

  /** @param endings - how each of the two ended */
  constructor(endings: readonly PromiseSettledResult<unknown>[]) {
    this.errors = endings.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  }
}
