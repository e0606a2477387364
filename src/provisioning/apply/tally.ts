import type { Step, StepKind } from '../plan/step.ts'
import type { Dropped } from './refused-values.ts'
import type { DroppedAttribute, StepCounts, StepFailure } from './report.ts'

type Fate = Exclude<keyof StepCounts, 'planned'>

/** Counts what becomes of the steps of a run. */
export class Tally {
  readonly #counts = new Map<StepKind, Record<keyof StepCounts, number>>()
  readonly #fates = new Map<string, Fate>()
  readonly #dropped = new Map<string, readonly Dropped[]>()
  readonly failures: StepFailure[] = []
  readonly dropped: DroppedAttribute[] = []
  readonly held: { readonly step: string; readonly code: string }[] = []

  /** @param steps - the steps of the run */
  constructor(steps: readonly Step[]) {
    for (const { kind } of steps) this.#of(kind).planned++
  }

  /** Notes the fate of a step. */
  note({ id, kind }: Step, fate: Fate): void {
    this.#of(kind)[fate]++
    this.#fates.set(id, fate)
  }

  /** Notes a step that was left out. */
  hold(step: Step, code: string): void {
    this.note(step, 'held')
    this.held.push({ step: step.id, code })
  }

  /** Notes the attributes of a step that were refused, while the rest was written. */
  drop(step: string, refused: readonly Dropped[]): void {
    if (refused.length > 0) this.#dropped.set(step, refused)
    for (const one of refused) this.dropped.push({ step, ...one })
  }

  /** The attributes of a step that were refused. */
  droppedOf(step: string): readonly Dropped[] {
    return this.#dropped.get(step) ?? []
  }

  /** The fate of a step; nothing before it has one. */
  fate(id: string): Fate | undefined {
    return this.#fates.get(id)
  }

  /** Whether Slack has what a step makes. */
  isDone(id: string): boolean {
    const fate = this.#fates.get(id)
    return fate === 'done' || fate === 'already'
  }

  /** How much was refused or left out: steps, and attributes of steps. */
  get missing(): number {
    return this.failures.length + this.held.length + this.dropped.length
  }

  /** The counts by kind. */
  counts(): { readonly [K in StepKind]?: StepCounts } {
    return Object.fromEntries(this.#counts)
  }

  #of(kind: StepKind): Record<keyof StepCounts, number> {
    const counts = this.#counts.get(kind) ?? { planned: 0, done: 0, already: 0, failed: 0, held: 0 }
    this.#counts.set(kind, counts)
    return counts
  }
}
