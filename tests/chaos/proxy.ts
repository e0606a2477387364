import type { Clock, Transport, TransportResponse } from '../../src/index.ts'
import { currentTrace } from './trace.ts'

/** How often out of a thousand requests the proxy dies, and how often it is slow with a body. */
const DEATHS = 2
const SLOW_BODIES = 10

/** Milliseconds after which a request that nobody waits for any more is given up. */
const LIFE = 60_000

/**
 * A proxy between the client and Slack, which dies at times: whatever is on its way through it is lost, to Slack
 * or from it; then it refuses connections, or something before it answers 502. Of the requests that the client
 * gives up, it lets every second one go on, so that they take effect later.
 */
export function dyingProxy(transport: Transport, random: () => number, clock: Clock): Transport {
  const happens = (perMille: number): boolean => random() * 1000 < perMille
  const deaths = new Set<() => void>()
  let deadUntil = Number.NEGATIVE_INFINITY
  let refuses = true

  const die = (): void => {
    deadUntil = clock.now() + 1000 + random() * 7000
    refuses = random() < 0.5
    for (const lose of deaths) lose()
  }

  return async (url, init) => {
    const trace = currentTrace()
    if (happens(DEATHS)) die()
    if (clock.now() < deadUntil) {
      trace?.faults.push('proxy dead')
      if (refuses) throw connectionError('ECONNREFUSED')
      return {
        status: 502,
        headers: { get: () => null },
        text: async () => '<html><title>Bad Gateway</title>',
      }
    }
    const slow = happens(SLOW_BODIES) ? 1000 + random() * 40_000 : 0
    const goesOn = random() < 0.5
    const { signal, ...rest } = init
    const controller = new AbortController()
    const work = transport(url, { ...rest, signal: controller.signal })
    const life = clock.setTimeout(() => controller.abort(new Error('given up')), LIFE)
    const done = work.then(
      () => clock.clearTimeout(life),
      () => clock.clearTimeout(life),
    )
    trace?.underWay.push(done)
    return new Promise<TransportResponse>((resolve, reject) => {
      const lose = (): void => {
        trace?.faults.push('proxy died')
        removeListener()
        controller.abort(new Error('died'))
        reject(connectionError('ECONNRESET'))
      }
      const abort = (): void => {
        removeListener()
        if (!goesOn) controller.abort(signal?.reason)
        reject(signal?.reason)
      }
      const removeListener = (): void => {
        deaths.delete(lose)
        signal?.removeEventListener('abort', abort)
      }
      deaths.add(lose)
      signal?.addEventListener('abort', abort, { once: true })
      work.then(resolve, reject).finally(removeListener)
    }).then((response) => (slow > 0 ? slowly(response, slow, clock, signal) : response))
  }
}

/** The answer, with a body that takes its time. */
function slowly(
  response: TransportResponse,
  ms: number,
  clock: Clock,
  signal: AbortSignal | undefined,
): TransportResponse {
  currentTrace()?.faults.push('slow body')
  const { status, headers } = response
  return {
    status,
    headers,
    text: () =>
      new Promise((resolve, reject) => {
        const abort = (): void => {
          clock.clearTimeout(timer)
          reject(signal?.reason)
        }
        const timer = clock.setTimeout(() => {
          signal?.removeEventListener('abort', abort)
          response.text().then(resolve, reject)
        }, ms)
        signal?.addEventListener('abort', abort, { once: true })
      }),
  }
}

/** As `fetch` of Node reports it. */
function connectionError(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
}
