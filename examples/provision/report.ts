import { SingleBar } from 'cli-progress'

/** Tells what happens: a bar while a step runs, if somebody watches, and a line when it is done. */
export interface Report {
  /** Prints a line. */
  line(label: string, text: string): void
  /** Adds to a count of a step. */
  count(step: string, what: string, by?: number): void
  /** Notes something that was refused. */
  refused(text: string): void
  /**
   * Runs a step; then prints what was counted, in the order of `kinds`.
   *
   * @param total - how often `work` will advance
   * @param work - what to do; calls `advance` on the way
   */
  step(
    label: string,
    total: number,
    kinds: readonly string[],
    work: (advance: (by?: number) => void) => Promise<void>,
  ): Promise<void>
  /** Everything that was refused. */
  readonly refusals: readonly string[]
}

/** A report on the standard output. */
export function createReport(): Report {
  const counts = new Map<string, Map<string, number>>()
  const refusals: string[] = []
  const line = (label: string, text: string): void => console.log(`${label.padEnd(11)} ${text}`)
  return {
    line,
    refusals,
    refused: (text) => void refusals.push(text),
    count(step, what, by = 1) {
      const ofStep = counts.get(step) ?? new Map<string, number>()
      counts.set(step, ofStep.set(what, (ofStep.get(what) ?? 0) + by))
    },
    async step(label, total, kinds, work) {
      // Draws on the standard error, and only on a terminal. Its own `gracefulExit` would swallow a Ctrl-C.
      const bar = new SingleBar({
        format: `${label.padEnd(11)} {bar} {value} of {total}`,
        clearOnComplete: true,
        gracefulExit: false,
      })
      const stop = (): void => bar.stop()
      process.once('exit', stop)
      bar.start(total, 0)
      try {
        await work((by = 1) => bar.increment(by))
      } finally {
        stop()
        process.off('exit', stop)
      }
      const ofStep = counts.get(label)
      const texts = kinds.flatMap((kind) => (ofStep?.has(kind) ? [`${ofStep.get(kind)} ${kind}`] : []))
      line(label, texts.join(', ') || 'nothing to do')
    },
  }
}
