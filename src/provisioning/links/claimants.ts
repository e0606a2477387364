/** The people for whom an account was found, by Slack id. Almost every account has one, so only others take a list. */
export class Claimants {
  readonly #first = new Map<string, string>()
  readonly #others = new Map<string, Set<string>>()

  /** Notes that an account was found for a person. */
  add(id: string, key: string): void {
    const first = this.#first.get(id)
    if (first === undefined) this.#first.set(id, key)
    else if (first !== key) this.#others.set(id, (this.#others.get(id) ?? new Set<string>()).add(key))
  }

  /** Whether an account was found for anybody. */
  has(id: string): boolean {
    return this.#first.has(id)
  }

  /** The keys of all people for whom it was found, in their order. */
  of(id: string): readonly string[] {
    const first = this.#first.get(id)
    return first === undefined ? [] : [first, ...(this.#others.get(id) ?? [])]
  }

  /** The key of the only person for whom it was found. */
  only(id: string): string | undefined {
    return this.#others.has(id) ? undefined : this.#first.get(id)
  }
}
