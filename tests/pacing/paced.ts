import { type VirtualClock, virtualClock } from '../../mocks/index.ts'
import type { PacingEvent } from '../../src/pacing/events.ts'
import type { PaceRequest, Permit } from '../../src/pacing/pacer.ts'
import { type SlackPacer, type SlackPacerOptions, slackPacer } from '../../src/pacing/slack-pacer.ts'

export const START = Date.UTC(2026, 0, 1)

/** One request and its result. */
export interface Asked {
  /** When it started, in milliseconds from the start; absent while it waits. */
  at?: number
  permit?: Permit
  error?: unknown
}

/** A pacer on a virtual clock, with short ways to make requests. */
export interface Paced {
  readonly clock: VirtualClock
  readonly pacer: SlackPacer
  readonly events: PacingEvent[]
  /** Makes a request, such as `PATCH Users/U1`. */
  ask(what: string, more?: Partial<PaceRequest>): Asked
  /** Makes requests that succeed in the instant of their start; resolves to their starts. */
  asks(count: number, what: string): Promise<number[]>
  /** The limit that is kept to, or `undefined` before it is used. */
  perMinute(limit: string): number | undefined
  /** Milliseconds since the start. */
  elapsed(): number
  pass(milliseconds: number): Promise<void>
}

export function paced(
  options: SlackPacerOptions = {},
  clock: VirtualClock = virtualClock({ start: START, autoAdvance: false }),
): Paced {
  const events: PacingEvent[] = []
  const pacer = slackPacer({ share: 1, clock, onEvent: (event) => events.push(event), ...options })
  const start = clock.now()
  const elapsed = (): number => clock.now() - start
  const ask: Paced['ask'] = (what, more) => {
    const [method = '', path = ''] = what.split(' ')
    const asked: Asked = {}
    const request = {
      operation: 'apiCall',
      method: method as PaceRequest['method'],
      path,
      since: clock.now(),
      deadline: Number.POSITIVE_INFINITY,
      attempts: 0,
      applied: 'no' as const,
      signal: undefined,
      ...more,
    }
    pacer.acquire(request).then(
      (permit) => {
        asked.at = elapsed()
        asked.permit = permit
      },
      (error: unknown) => {
        asked.error = error
      },
    )
    return asked
  }
  return {
    clock,
    pacer,
    events,
    ask,
    elapsed,
    perMinute: (limit) => pacer.snapshot().limits.find(({ name }) => name === limit)?.perMinute,
    pass: (milliseconds) => clock.run(clock.sleep(milliseconds)),
    async asks(count, what) {
      const [method = '', path = ''] = what.split(' ')
      const starts = Array.from({ length: count }, async () => {
        const permit = await pacer.acquire({
          operation: 'apiCall',
          method: method as PaceRequest['method'],
          path,
          since: clock.now(),
          deadline: Number.POSITIVE_INFINITY,
          attempts: 0,
          applied: 'no',
          signal: undefined,
        })
        const at = elapsed()
        permit.done({ status: 200 })
        return at
      })
      return clock.run(Promise.all(starts))
    },
  }
}
