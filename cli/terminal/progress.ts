import { SingleBar } from 'cli-progress'
import { grouped } from '../../src/provisioning/render/figures.ts'
import type { Output } from './output.ts'

/** Shows how far the work is: a bar on a terminal, else a line for each tenth. */
export interface Progress {
  /** One more is done. */
  step(): void
  /** Ends it; a second call does nothing. */
  stop(): void
}

/** What stands beside the bar. */
const LABELS = 24
const MAX_BAR = 40
const MIN_BAR = 8

/**
 * Begins to show how far the work is, on stderr.
 *
 * @param total - how much there is to do
 * @param quiet - shows nothing
 */
export function showProgress(output: Output, total: number, quiet = false): Progress {
  if (quiet || total === 0) return { step() {}, stop() {} }
  return process.stderr.isTTY ? barOf(total) : linesOf(output, total)
}

function barOf(total: number): Progress {
  const columns = process.stderr.columns ?? 80
  const bar = new SingleBar({
    format: '{bar} {value} of {total}',
    stream: process.stderr,
    barsize: Math.max(MIN_BAR, Math.min(MAX_BAR, columns - LABELS)),
    barCompleteChar: '█',
    barIncompleteChar: '░',
    clearOnComplete: true,
    // Signals are the command's own.
    gracefulExit: false,
  })
  let isActive = true
  bar.start(total, 0)
  return {
    step: () => bar.increment(),
    stop() {
      if (isActive) bar.stop()
      isActive = false
    },
  }
}

function linesOf(output: Output, total: number): Progress {
  let done = 0
  const tenth = Math.max(1, Math.ceil(total / 10))
  return {
    step() {
      done++
      if (done % tenth === 0 || done === total) output.note(`${grouped(done)} of ${grouped(total)} steps`)
    },
    stop() {},
  }
}
