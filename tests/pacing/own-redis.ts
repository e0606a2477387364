import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { SLACK_LIMITS } from '../../src/pacing/limits.ts'
import { type RedisEval, redisPacing } from '../../src/pacing/redis.ts'
import type { SharedLimiter } from '../../src/pacing/store.ts'
import { systemClock } from '../../src/time/clock.ts'
import { type RedisServer, startRedis } from './redis-server.ts'

/** A Redis for the tests of a file; empty at the start of each. */
export interface OwnRedis {
  readonly server: RedisServer
  readonly client: Redis
  readonly redis: RedisEval
  /** A machine as the store sees it. */
  machine(evaluate?: RedisEval): SharedLimiter
}

/** Starts a Redis before the tests of the file that calls this, and stops it after them. */
export function ownRedis(): OwnRedis {
  let server: RedisServer
  let client: Redis
  const redis: RedisEval = (script, keys, args) => client.eval(script, keys.length, ...keys, ...args)
  beforeAll(async () => {
    server = await startRedis()
    client = new Redis(server.port, '127.0.0.1')
  }, 120_000)
  afterAll(async () => {
    client.disconnect()
    await server.stop()
  })
  beforeEach(async () => {
    await client.flushall()
  })
  return {
    get server() {
      return server
    },
    get client() {
      return client
    },
    redis,
    machine(evaluate = redis) {
      const rest = {
        share: 1,
        maxPause: 3_600_000,
        clock: systemClock(),
        random: Math.random,
        emit: () => {},
      }
      return redisPacing(evaluate, { name: 'acme' }).limiter({ limits: SLACK_LIMITS, ...rest })
    },
  }
}

/** Resolves once a report has been sent; later requests on the same connection do not overtake it. */
export const sent = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
