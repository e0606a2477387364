import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileJournal } from '../../src/provisioning/files/index.ts'
import { fold, type JournalState, type JournalStore, memoryJournal } from '../../src/provisioning/index.ts'
import { redisJournal } from '../../src/provisioning/journal/redis.ts'
import { CommandError } from '../command-error.ts'
import type { LoadedConfig } from '../config/read-config.ts'

/** A journal that is open. */
export interface OpenJournal {
  readonly store: JournalStore
  /** Ends its connections. */
  close(): Promise<void>
}

/** Where a journal is. */
export interface JournalPlace {
  /** What `--journal` says, relative to the current folder. */
  readonly journal?: string | undefined
  readonly loaded?: LoadedConfig | undefined
  /** Whether only reads follow: then a folder that is not there is not made. */
  readonly readOnly?: boolean
}

const DEFAULT_JOURNAL = 'file:./.slack-scim'

/**
 * Opens the journal that is named by `--journal`, else by the configuration, else `.slack-scim` beside it.
 *
 * @throws {CommandError} for a URL that is none
 */
export async function openJournal({ journal, loaded, readOnly = false }: JournalPlace): Promise<OpenJournal> {
  const url = journal ?? loaded?.config.journal ?? DEFAULT_JOURNAL
  const base = journal === undefined ? (loaded?.folder ?? '.') : '.'
  const scheme = url.slice(0, url.indexOf(':') + 1)
  if (scheme === 'file:') {
    if (/^file:\/*$/.test(url))
      throw new CommandError('--journal: must name a folder, such as file:./.slack-scim')
    const folder = resolve(base, url.slice(scheme.length).replace(/^\/\/(?=\/)/, ''))
    const store = readOnly && !existsSync(folder) ? memoryJournal() : fileJournal(folder)
    return { store, close: async () => {} }
  }
  if (scheme === 'redis:' || scheme === 'rediss:') return openRedis(url, loaded?.config.organization)
  // A URL may hold a password, so it is not quoted.
  throw new CommandError('--journal: must begin with file:, redis: or rediss:, such as file:./.slack-scim')
}

async function openRedis(url: string, organization: string | undefined): Promise<OpenJournal> {
  const address = new URL(url)
  const name = address.searchParams.get('name') ?? organization
  if (!name)
    throw new CommandError(
      '--journal: a journal in Redis needs a name: set organization in the configuration, or add ?name=',
    )
  address.search = ''
  const { Redis } = await import('ioredis')
  const redis = new Redis(address.href, { lazyConnect: true, maxRetriesPerRequest: 2, connectTimeout: 5000 })
  // Each failure rejects the command that met it, but one that was tried again only tells how often.
  let lost: Error | undefined
  redis.on('error', (error) => {
    lost = error
  })
  const store = redisJournal(
    (script, keys, args) =>
      redis.eval(script, keys.length, ...keys, ...args).catch((error: Error) => {
        throw error.name === 'MaxRetriesPerRequestError' ? (lost ?? error) : error
      }),
    { name },
  )
  return {
    store,
    async close() {
      redis.disconnect()
    },
  }
}

/** Reads what a journal says. */
export async function readState(store: JournalStore, now: Date): Promise<JournalState> {
  return fold(store.read(), { now: now.getTime(), secret: await store.secret() })
}
