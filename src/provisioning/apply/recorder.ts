import type { Entry, Written } from '../journal/entry.ts'
import type { JournalStore, Lease } from '../journal/journal-store.ts'
import type { Tracked } from '../links/links.ts'
import { actionsOf } from '../plan/actions.ts'
import type { Step } from '../plan/step.ts'

/** A link that a step makes or changes. */
export interface LinkWritten {
  readonly resource: 'user' | 'group'
  readonly key: string
  readonly id: string
  readonly source: string
  readonly written: Written
  readonly overwritten?: readonly Tracked[] | undefined
}

/** What entries are written with. */
export interface RecorderSettings {
  readonly journal: JournalStore
  readonly lease: Lease
  /** The name of the run. */
  readonly run: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/**
 * Writes the entries of one run. Entries of steps that are under way at the same time are appended together, since each
 * append waits for the disk or the network.
 */
export class Recorder {
  readonly #journal: JournalStore
  readonly #run: string
  readonly #at: () => string
  readonly #lease: Lease
  #waiting: {
    readonly entries: readonly Entry[]
    readonly resolve: () => void
    readonly reject: (error: unknown) => void
  }[] = []
  #isWriting = false

  constructor({ journal, lease, run, now }: RecorderSettings) {
    this.#journal = journal
    this.#lease = lease
    this.#run = run
    this.#at = () => new Date(now()).toISOString()
  }

  /** Resolves once the intent is durable; only then may the step be sent. */
  intent(step: Step, target: string | undefined): Promise<void> {
    const { id, kind, key } = step
    return this.append([
      { type: 'step.intent', ...this.#base(), step: id, kind, key, target, actions: actionsOf(step) },
    ])
  }

  /** Resolves once the result is durable. */
  done(
    step: Step,
    result: {
      readonly id?: string | undefined
      readonly already: boolean
      readonly unasked?: boolean | undefined
      readonly link?: LinkWritten | undefined
    },
  ): Promise<void> {
    const { id, already, unasked, link } = result
    const marks = { ...(already && { already }), ...(unasked && { unasked }) }
    const entries: Entry[] = [{ type: 'step.done', ...this.#base(), step: step.id, id, ...marks }]
    if (link) entries.push({ type: 'link', at: this.#at(), ...link })
    return this.append(entries)
  }

  /** Resolves once the refusal is durable; `unsent` for a step that failed before its intent. */
  failed(step: Step, reason: string, unsent: boolean): Promise<void> {
    return this.append([
      { type: 'step.failed', ...this.#base(), step: step.id, reason, ...(unsent && { unsent }) },
    ])
  }

  /** Resolves once the entries are durable. */
  append(entries: readonly Entry[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entries, resolve, reject })
      if (!this.#isWriting) void this.#write()
    })
  }

  #base(): { readonly at: string; readonly run: string } {
    return { at: this.#at(), run: this.#run }
  }

  async #write(): Promise<void> {
    this.#isWriting = true
    // The steps of one turn of the event loop come together.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const group = this.#waiting
      this.#waiting = []
      try {
        await this.#journal.append(
          this.#lease,
          group.flatMap(({ entries }) => entries),
        )
        for (const { resolve } of group) resolve()
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    this.#isWriting = false
  }
}
