import { EXIT_CODES } from '../exit-codes.ts'
import type { Output } from './output.ts'

/**
 * Runs work that Ctrl-C ends: once, its signal aborts, so that it can finish what it has begun; twice, the process ends.
 *
 * @param work - gets the signal
 */
export async function interruptible<T>(
  output: Output,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(EXIT_CODES.interrupted)
    output.note('Interrupted: it ends as soon as what it has begun is done. Again, and it ends at once.')
    controller.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  try {
    return await work(controller.signal)
  } finally {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
  }
}
