import { SCIMRateLimitError } from '../../errors/api-error.ts'
import { sleep } from '../../time/signal.ts'
import type { Performer } from './perform.ts'

/** Times that Slack may refuse one step for its rate limits. */
const MAX_WAITS = 10
/** Milliseconds to wait after a refusal that names no time. */
const DEFAULT_WAIT = 30_000

/**
 * Sends a request, and sends it again for as long as Slack refuses it for its rate limits. The client has given up
 * because the wait is longer than its `maxRetryWait`; a run has the time, and waits for all of it.
 *
 * @throws the refusal, when the run ends during a wait
 */
export async function afterRateLimits<Value>(
  { clock, waits }: Pick<Performer, 'clock' | 'waits'>,
  send: () => Promise<Value>,
): Promise<Value> {
  for (let count = 1; ; count++) {
    try {
      return await send()
    } catch (error) {
      if (!(error instanceof SCIMRateLimitError) || count > MAX_WAITS) throw error
      const { retryAfterSeconds } = error
      const wait = retryAfterSeconds === undefined ? DEFAULT_WAIT : retryAfterSeconds * 1000
      await sleep(clock, wait, waits).catch(() => {
        throw error
      })
    }
  }
}
