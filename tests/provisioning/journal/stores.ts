import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { Miniflare } from 'miniflare'
import { fileJournal } from '../../../src/provisioning/files/file-journal.ts'
import {
  durableObjectJournal,
  type JournalNamespace,
} from '../../../src/provisioning/journal/durable-object.ts'
import type { JournalStore } from '../../../src/provisioning/journal/journal-store.ts'
import { memoryJournal } from '../../../src/provisioning/journal/memory-journal.ts'
import { redisJournal } from '../../../src/provisioning/journal/redis.ts'
import { startRedis } from '../../pacing/redis-server.ts'
import { bundle } from '../../package/bundle.ts'

/** A kind of journal, and how a test opens an empty one. */
export interface Kind {
  readonly name: string
  /** Starts what the journals of this kind need, such as a server. */
  start(): Promise<Stores>
}

/** A started service that makes empty journals. */
export interface Stores {
  /** A function that opens the same new journal each time, as another process would. */
  fresh(): () => JournalStore
  stop(): Promise<void>
}

const WORKER = `
  export { SlackJournal } from './src/provisioning/journal/durable-object.ts'
  export default { fetch: () => new Response('ok') }`

export const KINDS: readonly Kind[] = [
  {
    name: 'memoryJournal',
    start: async () => ({
      fresh() {
        const journal = memoryJournal()
        return () => journal
      },
      stop: async () => {},
    }),
  },
  {
    name: 'fileJournal',
    async start() {
      const folder = mkdtempSync(join(tmpdir(), 'slack-scim-journal-'))
      let count = 0
      return {
        fresh() {
          const own = join(folder, `${count++}`)
          return () => fileJournal(own)
        },
        stop: async () => rmSync(folder, { recursive: true }),
      }
    },
  },
  {
    name: 'redisJournal',
    async start() {
      const server = await startRedis()
      const client = new Redis(server.port, '127.0.0.1')
      let count = 0
      return {
        fresh() {
          const name = `E${count++}`
          return () =>
            redisJournal((script, keys, args) => client.eval(script, keys.length, ...keys, ...args), { name })
        },
        async stop() {
          client.disconnect()
          await server.stop()
        },
      }
    },
  },
  {
    name: 'durableObjectJournal',
    async start() {
      const miniflare = new Miniflare({
        modules: true,
        script: await bundle(WORKER),
        compatibilityDate: '2024-01-01',
        durableObjects: { SLACK_JOURNAL: { className: 'SlackJournal', useSQLite: true } },
        cf: false,
      })
      const namespace = (await miniflare.getDurableObjectNamespace(
        'SLACK_JOURNAL',
      )) as unknown as JournalNamespace
      let count = 0
      return {
        fresh() {
          const name = `E${count++}`
          return () => durableObjectJournal(namespace, { name })
        },
        stop: () => miniflare.dispose(),
      }
    },
  },
]
