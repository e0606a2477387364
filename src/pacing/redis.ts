/**
 * Pacing that machines share through Redis.
 *
 * @module
 */

import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { REDIS_SCRIPT } from './redis-script.ts'
import { type SharedPacingOptions, shared } from './shared-limiter.ts'
import type { PacingStore, SharedPacing, StoreRequest } from './store.ts'

export type { SharedPacingOptions } from './shared-limiter.ts'
export type { SharedPacing } from './store.ts'

/**
 * Runs a Lua script: `EVAL` of any client.
 *
 * @param script - the script
 * @param keys - its `KEYS`, which share one hash tag, so that they are on one node of a cluster
 * @param args - its `ARGV`
 */
export type RedisEval = (script: string, keys: string[], args: string[]) => Promise<unknown>

/** How a {@link redisPacing} is set up. */
export interface RedisPacingOptions extends SharedPacingOptions {}

/**
 * Lets every machine of an organization pace by one state in Redis (5 or later, also in a cluster).
 *
 * Each start is one `EVAL`, each end another, on the clock of Redis. The places of a machine that dies expire. While
 * Redis is silent, every machine keeps to its `shareAlone`.
 *
 * @param evaluate - `EVAL` of a client
 * @param options - see {@link RedisPacingOptions}
 * @throws {@link SCIMConfigurationError} without a usable `name`, and unless `evaluate` is a function
 *
 * @example With redis, ioredis, Upstash's REST client and Bun's own:
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
 * const pacer = slackPacer({ store: redisPacing(clients[0] as RedisEval, { name: 'E0123ABCD' }) })
 * ```
 */
export function redisPacing(evaluate: RedisEval, options: RedisPacingOptions): SharedPacing {
  if (typeof evaluate !== 'function') {
    throw new SCIMConfigurationError(
      "redisPacing: 'evaluate' must be a function: give (script, keys, args) => redis.eval(script, …)",
    )
  }
  const run = (request: StoreRequest, op: string, rest: readonly (string | number)[]): Promise<unknown> => {
    const { endpoint, organization, resource } = request.key
    const key = (...parts: string[]): string => [`{${options.name}}`, ...parts].join(':')
    const keys = [
      key('limits'),
      key('requests', endpoint),
      key('requests', organization),
      ...['line', 'gone'].map((what) => key(what, endpoint)),
      ...['line', 'gone'].map((what) => key(what, organization)),
      ...['writer', 'lock'].map((what) => key(what, resource ?? '')),
    ]
    const limits = [request.endpoint, request.organization].flatMap(({ perMinute, burst }) => [
      perMinute,
      burst,
    ])
    const { machine, maxPause, permit, share, writes } = request
    const args = [op, permit, machine, endpoint, organization, ...limits, share, writes ? 1 : 0, maxPause]
    return evaluate(REDIS_SCRIPT, keys, [...args, ...rest].map(String))
  }
  const store: PacingStore = {
    async take(request) {
      const answer = await run(request, 'take', [request.waited])
      // Some clients return numbers as text.
      const [wait, reason] = Array.isArray(answer) ? answer.map(Number) : []
      return { wait, reason: REASONS[reason ?? 0] }
    },
    done(report) {
      const { status = '', reason = '', retryAfter = '' } = report.outcome
      return run(report, 'done', [report.held, status, reason, retryAfter, report.key.resource ?? ''])
    },
  }
  return shared('redisPacing', store, options)
}

/** The reasons to wait, by their numbers in the script. */
const REASONS = [undefined, 'resource', 'paused'] as const
