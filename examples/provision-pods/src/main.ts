/**
 * Keeps Slack equal to a directory, in as many pods as you like: one holds the lease in Redis and applies, the others
 * stand by. When it dies, another one goes on where it was.
 */

import { hostname } from 'node:os'
import { Redis } from 'ioredis'
import { synchronize } from './synchronize.ts'

const { SLACK_TOKEN = '', SLACK_ORGANIZATION = '', REDIS_URL = 'redis://127.0.0.1:6379' } = process.env
const {
  SLACK_SCIM_URL: scimUrl,
  SLACK_API_URL: apiUrl,
  PEOPLE = 'people.json',
  POD = hostname(),
} = process.env

// A pod that is asked to stop finishes the requests under way, and gives the lease up.
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())

const redis = new Redis(REDIS_URL)
try {
  const report = await synchronize(redis, {
    token: SLACK_TOKEN,
    organization: SLACK_ORGANIZATION,
    people: PEOPLE,
    pod: POD,
    scimUrl,
    apiUrl,
    signal: stop.signal,
  })
  console.log(`${POD} ended: ${report.outcome}`, JSON.stringify(report.counts))
  process.exitCode = report.outcome === 'equal' ? 0 : 1
} finally {
  redis.disconnect()
}
