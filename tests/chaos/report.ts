import type { Place } from './place.ts'
import type { Trace } from './trace.ts'

/** Something that the library said or did, and that was not so. */
export interface Failure {
  readonly seed: number
  readonly where: string
  readonly act: string
  readonly problems: readonly string[]
}

/** What happened in a run, in figures. */
export class Report {
  readonly failures: Failure[] = []
  /** How often each act ended in which way. */
  readonly endings = new Map<string, Map<string, number>>()
  acts = 0
  requests = 0
  faulted = 0
  /** The seed of what is running. */
  seed = 0

  /** Counts one act, which may have ended in more than one way. */
  count(act: string, ended: readonly string[], { sent, faulted }: Trace): void {
    this.acts++
    this.requests += sent
    this.faulted += faulted
    const endings = this.endings.get(act) ?? new Map<string, number>()
    for (const ending of ended) endings.set(ending, (endings.get(ending) ?? 0) + 1)
    this.endings.set(act, endings)
  }

  /** Notes what went wrong. */
  fail({ version, world }: Place, act: string, problems: readonly string[]): void {
    this.failures.push({ seed: this.seed, where: `${version}, ${world.name}`, act, problems })
  }

  /** The share of requests that met a fault. */
  get faultRate(): number {
    return this.faulted / this.requests
  }

  /** How often each act ended in which way, a line each. */
  get table(): string {
    return [...this.endings]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([act, endings]) => {
        const parts = [...endings].sort(([, one], [, other]) => other - one)
        return `${act.padEnd(42)} ${parts.map(([ending, times]) => `${ending} ${times}`).join(', ')}`
      })
      .join('\n')
  }
}
