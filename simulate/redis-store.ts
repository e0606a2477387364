import type { Redis } from 'ioredis'
import { redisPacing } from '../src/pacing/redis.ts'
import type { Store } from './scenario.ts'

/**
 * A real Redis as the store of processes, behind 1 to 5 ms of network. The script takes the virtual time in place of the
 * time of Redis.
 */
export function redisStore(redis: Redis): Store {
  return (clock, random) => {
    const trip = (): Promise<void> => clock.sleep(0.5 + random() * 2)
    return redisPacing(
      async (script, keys, args) => {
        await trip()
        const timed = script.replace(/local now = .*/, 'local now = tonumber(ARGV[#ARGV])')
        const now = String(Math.floor(clock.now()))
        const answer = await clock.outside(redis.eval(timed, keys.length, ...keys, ...args, now))
        await trip()
        return answer
      },
      { name: 'acme' },
    )
  }
}
