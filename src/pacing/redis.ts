/**
 * Pacing that machines share through Redis.
 *
 * @module
 */

import { REDIS_SCRIPT } from './redis-script.ts'
import { type SharedPacingOptions, shared } from './shared-limiter.ts'
import type { PacingStore, SharedPacing, StoreAsk } from './store.ts'

export type { SharedPacingOptions } from './shared-limiter.ts'
export type { SharedPacing } from './store.ts'

/**
 * Runs a Lua script: `EVAL` of whichever client there is.
 *
 * @param script - the script
 * @param keys - its `KEYS`, which share one hash tag, so that they are on one node of a cluster
 * @param args - its `ARGV`
 */
export type RedisEval = (script: string, keys: string[], args: string[]) => Promise<unknown>

/** How a {@link redisPacing} is set up; everything has a default. */
export interface RedisPacingOptions extends SharedPacingOptions {
  /** What the keys begin with: give each organization of Slack its own. Default `slack-scim`. */
  readonly name?: string | undefined
}

/**
 * Lets every machine of an organization pace by one state in Redis (5 or later, also in a cluster).
 *
 * Each start is one `EVAL`, each end another. Time is that of Redis. A machine that dies gives its places
 * back by itself; while Redis is silent, every machine keeps to its `shareAlone`.
 *
 * @param evaluate - `EVAL` of a client
 * @param options - see {@link RedisPacingOptions}
 *
 * @example With `redis`, `ioredis`, Upstash's REST client and Bun's own:
 * ```ts
 * import { slackPacer } from 'slack-scim/pacing'
 * import { type RedisEval, redisPacing } from 'slack-scim/pacing/redis'
 *
 * declare const redis: { eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown> }
 * declare const ioredis: { eval(script: string, count: number, ...rest: string[]): Promise<unknown> }
 * declare const upstash: { eval(script: string, keys: string[], args: string[]): Promise<unknown> }
 * declare const bun: { send(command: string, args: string[]): Promise<unknown> }
 *
 * const clients: RedisEval[] = [
 *   (script, keys, args) => redis.eval(script, { keys, arguments: args }),
 *   (script, keys, args) => ioredis.eval(script, keys.length, ...keys, ...args),
 *   (script, keys, args) => upstash.eval(script, keys, args),
 *   (script, keys, args) => bun.send('EVAL', [script, String(keys.length), ...keys, ...args]),
 * ]
 * const pacer = slackPacer({ store: redisPacing(clients[0] as RedisEval, { name: 'acme' }) })
 * ```
 */
export function redisPacing(evaluate: RedisEval, options: RedisPacingOptions = {}): SharedPacing {
  const { name = 'slack-scim' } = options
  const run = (ask: StoreAsk, op: string, rest: readonly (string | number)[]): Promise<unknown> => {
    const { endpoint, organization, resource } = ask.counted
    const key = (...parts: string[]): string => [`{${name}}`, ...parts].join(':')
    const keys = [
      key('limits'),
      key('requests', endpoint),
      key('requests', organization),
      ...['line', 'gone'].map((what) => key(what, endpoint)),
      ...['line', 'gone'].map((what) => key(what, organization)),
      ...['writer', 'lock'].map((what) => key(what, resource ?? '')),
    ]
    const limits = [ask.endpoint, ask.organization].flatMap(({ perMinute, burst }) => [perMinute, burst])
    const args = [op, ask.permit, ask.machine, endpoint, organization, ...limits, ask.share]
    return evaluate(REDIS_SCRIPT, keys, [...args, ask.writes ? 1 : 0, ...rest].map(String))
  }
  const store: PacingStore = {
    async take(ask) {
      const answer = await run(ask, 'take', [ask.waited])
      const [wait, resource] = Array.isArray(answer) ? answer.map(Number) : []
      if (wait === undefined || !(wait >= 0))
        throw new Error('the script of slack-scim/pacing/redis got no answer')
      return { wait, resource: resource === 1 }
    },
    async done(report) {
      const { status = '', reason = '', retryAfter = '' } = report.outcome
      await run(report, 'done', [report.held, status, reason, retryAfter, report.counted.resource ?? ''])
    },
  }
  return shared(store, options)
}
