/**
 * A journal of provisioning that machines share through Redis.
 *
 * @module
 */

import { SCIMConfigurationError } from '../../errors/configuration-error.ts'
import { newSecret } from '../links/secret.ts'
import { type Entry, parseEntry } from './entry.ts'
import { lostLease, SCIMJournalError, unreachable } from './journal-error.ts'
import { type JournalStore, type Lease, RUN_KEPT } from './journal-store.ts'
import { REDIS_JOURNAL_SCRIPT } from './redis-script.ts'

export type { Entry } from './entry.ts'
export type { JournalStore, Lease } from './journal-store.ts'

/**
 * Runs a Lua script: `EVAL` of any client of Redis.
 *
 * @param script - the script
 * @param keys - its `KEYS`, which share one hash tag
 * @param args - its `ARGV`
 */
export type RedisEvaluate = (script: string, keys: string[], args: string[]) => Promise<unknown>

/** Options of {@link redisJournal}. */
export interface RedisJournalOptions {
  /** The name of the organization in Redis, such as its id at Slack: 1 to 200 characters without blanks and braces. */
  readonly name: string
}

/** Entries of one read. */
const PAGE = 1000

/**
 * Keeps a journal in Redis (5 or later, also in a cluster). Every operation is one `EVAL`, on the clock of Redis.
 *
 * An append is as durable as Redis is configured to be: with `appendfsync always` it survives a loss of power; with the
 * default, `everysec`, the last second may be lost. A run after such a loss finds the accounts that were created by
 * their addresses.
 *
 * @param evaluate - `EVAL` of a client; see `redisPacing` for how each client spells it
 * @param options - see {@link RedisJournalOptions}
 * @throws {@link SCIMConfigurationError} without a usable `name`
 *
 * @example
 * ```ts
 * import { redisJournal } from 'slack-scim/provisioning/redis'
 *
 * declare const ioredis: { eval(script: string, count: number, ...rest: string[]): Promise<unknown> }
 *
 * const journal = redisJournal((script, keys, args) => ioredis.eval(script, keys.length, ...keys, ...args), {
 *   name: 'E0123ABCD',
 * })
 * for await (const entry of journal.read()) console.log(entry.at, entry.type)
 * ```
 */
export function redisJournal(evaluate: RedisEvaluate, options: RedisJournalOptions): JournalStore {
  const { name } = options ?? {}
  // Redis hashes what stands between the first { and }, so that other names would spread over the nodes of a cluster.
  if (typeof name !== 'string' || !/^[^\s{}\p{Cc}]{1,200}$/u.test(name))
    throw new SCIMConfigurationError(
      "redisJournal: 'name': must be 1 to 200 characters without blanks and braces: pass the organization's id",
    )
  const keys = ['lease', 'entries', 'secret', 'runs', 'kept'].map((part) => `{${name}}:provisioning:${part}`)
  const run = async (op: string, fence: number, ...rest: readonly (string | number)[]): Promise<unknown> => {
    try {
      return await evaluate(REDIS_JOURNAL_SCRIPT, [...keys], [op, fence, ...rest].map(String))
    } catch (error) {
      throw unreachable('Redis', op, error)
    }
  }
  const write = async (lease: Lease, op: string, ...rest: readonly (string | number)[]): Promise<void> => {
    if ((await run(op, lease.fence, ...rest)) === 'lost') throw lostLease(lease)
  }
  const lines = (entries: readonly Entry[]): string[] => entries.map((entry) => JSON.stringify(entry))

  return {
    async lease(owner, milliseconds) {
      const fence = await run('lease', 0, owner, milliseconds)
      return fence ? { owner, fence: Number(fence) } : undefined
    },
    async holder() {
      const answer = await run('holder', 0)
      if (!Array.isArray(answer)) return undefined
      return { owner: String(answer[0]), until: Number(answer[1]) }
    },
    async renew({ fence }, milliseconds) {
      return (await run('renew', fence, milliseconds)) !== 'lost'
    },
    async release({ fence }) {
      await run('release', fence)
    },
    append: (lease, entries) => write(lease, 'append', ...lines(entries)),
    async *read() {
      for (let after = '-'; ; ) {
        const page = await run('read', 0, after, PAGE)
        if (!Array.isArray(page)) throw damaged('the answer')
        for (let i = 0; i < page.length; i += 2) {
          const entry = parseEntry(String(page[i + 1]))
          if (!entry) throw damaged(`entry ${page[i]}`)
          yield entry
        }
        if (page.length < 2 * PAGE) return
        after = behind(String(page.at(-2)))
      }
    },
    async replace(lease, entries) {
      await write(lease, 'replace', ...lines(entries))
      return lease
    },
    secret: async () => String(await run('secret', 0, newSecret())),
    saveRun: (lease, id, text) => write(lease, 'saveRun', id, text, RUN_KEPT),
    async loadRun(id) {
      const text = await run('loadRun', 0, id)
      return text ? String(text) : undefined
    },
    dropRun: (lease, id) => write(lease, 'dropRun', id),
    async runs() {
      const names = await run('runs', 0)
      return Array.isArray(names) ? names.map(String).sort() : []
    },
  }
}

/** The id behind that of an entry. Redis knows `(id` for it from 6.2 on. */
function behind(id: string): string {
  const [time, count = '0'] = id.split('-')
  return `${time}-${BigInt(count) + 1n}`
}

function damaged(what: string): SCIMJournalError {
  return new SCIMJournalError(`journal: Redis: ${what} is damaged: restore it from a backup`, 'unreadable')
}
