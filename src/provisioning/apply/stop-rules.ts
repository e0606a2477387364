import type { StopRules } from './options.ts'

/** Decides by the failures of a run whether it goes on. */
export class FailureWatch {
  readonly #most: number
  readonly #inARow: number
  #failures = 0
  #row: { readonly reason: string; readonly count: number } = { reason: '', count: 0 }
  #denied = new Map<string, number>()

  /** @param steps - how many steps the run has */
  constructor({ failures = 5, percent = 2, inARow = 5 }: StopRules, steps: number) {
    this.#most = Math.max(failures, Math.ceil((steps * percent) / 100))
    this.#inARow = inARow
  }

  /** A step succeeded. */
  passed(): void {
    this.#row = { reason: '', count: 0 }
  }

  /**
   * A step failed.
   *
   * @returns why the run must stop, or nothing
   */
  failed(failure: {
    readonly reason: string
    readonly kind: string
    readonly status?: number | undefined
  }): string | undefined {
    const { reason, kind, status } = failure
    this.#failures++
    const count = this.#row.reason === reason ? this.#row.count + 1 : 1
    this.#row = { reason, count }
    if (status === 401) return `Slack refused the token: ${reason}`
    if (reason === 'permission_denied') {
      const denied = (this.#denied.get(kind) ?? 0) + 1
      this.#denied.set(kind, denied)
      if (denied >= 2) return `Slack denied ${kind} twice: permission_denied`
    }
    if (count >= this.#inARow) return `${count} steps in a row failed: ${reason}`
    if (this.#failures >= this.#most) return `${this.#failures} steps failed`
    return undefined
  }
}
