import type { Redis } from 'ioredis'
import { redisPacing } from '../src/pacing/redis.ts'
import type { Store } from './scenario.ts'

/**
 * What processes share through a real Redis, behind 1 to 5 ms of network. Only the time is told to the script
 * instead of asked from Redis.
 */
export function redisStore(redis: Redis): Store {
  return (clock, random) => {
    const trip = (): Promise<void> => clock.sleep(0.5 + random() * 2)
    return redisPacing(
      async (script, keys, args) => {
        await trip()
        const told = script.replace(/local now = .*/, 'local now = tonumber(ARGV[#ARGV])')
        const now = String(Math.floor(clock.now()))
        const answer = await clock.outside(redis.eval(told, keys.length, ...keys, ...args, now))
        await trip()
        return answer
      },
      { name: 'acme' },
    )
  }
}
