import { EXIT_CODES } from '../exit-codes.ts'
import type { Output } from './output.ts'

/**
 * Runs work that Ctrl-C ends: once, its signal aborts, so that it can finish what it has begun; twice, the process ends.
 * A terminal that closes interrupts once, however often it says so: both the shell and the system tell.
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
    abort()
  }
  const abort = (): void => {
    if (controller.signal.aborted) return
    output.note('Interrupted: it ends as soon as what it has begun is done. Again, and it ends at once.')
    controller.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  process.on('SIGHUP', abort)
  try {
    return await work(controller.signal)
  } finally {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
    process.off('SIGHUP', abort)
  }
}
