/**
 * A journal of provisioning in a Durable Object.
 *
 * @module
 */

import { SCIMConfigurationError } from '../../errors/configuration-error.ts'
import { type Entry, parseEntry } from './entry.ts'
import { lostLease, SCIMJournalError, unreachable } from './journal-error.ts'
import type { JournalStore, Lease } from './journal-store.ts'
import { type JournalStorage, JournalTables } from './journal-tables.ts'

export type { Entry } from './entry.ts'
export type { JournalStore, Lease } from './journal-store.ts'
export type { JournalStorage } from './journal-tables.ts'

/** The part of a Durable Object's state that is needed. */
export interface JournalObjectState {
  readonly storage: JournalStorage
}

/** A request to the object: the name of an operation, and what it takes. */
type Operation = readonly [op: string, ...rest: unknown[]]

/**
 * The Durable Object that holds the journal of an organization: export it from your Worker and bind it.
 *
 * In `wrangler.jsonc` it is a binding under `durable_objects`, here `SLACK_JOURNAL`, of the class `SlackJournal`,
 * which `migrations` names among its `new_sqlite_classes`. The runtime holds an answer back until what it says is
 * stored.
 *
 * @example
 * ```ts
 * import { durableObjectJournal, type JournalNamespace } from 'slack-scim/provisioning/durable-object'
 *
 * export { SlackJournal } from 'slack-scim/provisioning/durable-object'
 *
 * export default {
 *   async fetch(_request: Request, env: { SLACK_JOURNAL: JournalNamespace }): Promise<Response> {
 *     const journal = durableObjectJournal(env.SLACK_JOURNAL, { name: 'E0123ABCD' })
 *     return Response.json(await journal.runs())
 *   },
 * }
 * ```
 */
export class SlackJournal {
  readonly #tables: JournalTables

  /** @param state - the state of the object, which the runtime passes */
  constructor(state: JournalObjectState) {
    this.#tables = new JournalTables(state.storage)
  }

  /** Answers the requests of {@link durableObjectJournal}; 400 for anything else. */
  async fetch(request: Request): Promise<Response> {
    const body: unknown = await request.json().catch(() => undefined)
    const answer = Array.isArray(body) ? this.#tables.run(body[0], body.slice(1), Date.now()) : undefined
    if (!answer) return new Response('not a request of slack-scim', { status: 400 })
    return Response.json(answer)
  }
}

/** The part of a Durable Object's namespace that is needed: the binding in `env`. */
export interface JournalNamespace {
  idFromName(name: string): unknown
  get(id: never): {
    fetch(
      url: string,
      init: { method: string; body: string },
    ): Promise<{ readonly ok: boolean; readonly status: number; json(): Promise<unknown> }>
  }
}

/** Options of {@link durableObjectJournal}. */
export interface DurableObjectJournalOptions {
  /** The name of the organization, such as its id at Slack; the object has this name. */
  readonly name: string
}

/**
 * Keeps a journal in a {@link SlackJournal}.
 *
 * @param namespace - the binding of the class
 * @param options - see {@link DurableObjectJournalOptions}
 * @throws {@link SCIMConfigurationError} without a `name`
 */
export function durableObjectJournal(
  namespace: JournalNamespace,
  options: DurableObjectJournalOptions,
): JournalStore {
  const { name } = options ?? {}
  if (typeof name !== 'string' || name === '')
    throw new SCIMConfigurationError(
      "durableObjectJournal: 'name': must be a text: pass the organization's id",
    )

  const run = async (...operation: Operation): Promise<unknown> => {
    let problem: unknown
    try {
      const object = namespace.get(namespace.idFromName(name) as never)
      const init = { method: 'POST', body: JSON.stringify(operation) }
      const response = await object.fetch('https://slack-scim.invalid/', init)
      if (response.ok) return ((await response.json()) as { readonly value?: unknown }).value
      problem = new Error(`the Durable Object answered ${response.status}`)
    } catch (error) {
      problem = error
    }
    throw unreachable('Durable Object', operation[0], problem)
  }
  const write = async (op: string, lease: Lease, ...rest: readonly unknown[]): Promise<void> => {
    if ((await run(op, lease.fence, ...rest)) === 'lost') throw lostLease(lease)
  }
  const lines = (entries: readonly Entry[]): string[] => entries.map((entry) => JSON.stringify(entry))

  return {
    async lease(owner, milliseconds) {
      const fence = await run('lease', owner, milliseconds)
      return typeof fence === 'number' ? { owner, fence } : undefined
    },
    holder: async () =>
      ((await run('holder')) as Awaited<ReturnType<JournalStore['holder']>> | null) ?? undefined,
    renew: async ({ fence }, milliseconds) => (await run('renew', fence, milliseconds)) !== 'lost',
    async release({ fence }) {
      await run('release', fence)
    },
    append: (lease, entries) => write('append', lease, lines(entries)),
    async *read() {
      for (let after = 0; ; ) {
        const rows = (await run('read', after)) as readonly (readonly [number, string])[]
        for (const [id, line] of rows) {
          const entry = parseEntry(line)
          if (!entry) {
            const message = `journal: Durable Object: entry ${id} is damaged: restore the object to an earlier time`
            throw new SCIMJournalError(message, 'unreadable')
          }
          after = id
          yield entry
        }
        if (rows.length === 0) return
      }
    },
    async replace(lease, entries) {
      await write('replace', lease, lines(entries))
      return lease
    },
    secret: async () => String(await run('secret')),
    saveRun: (lease, id, text) => write('saveRun', lease, id, text),
    async loadRun(id) {
      const text = await run('loadRun', id)
      return typeof text === 'string' ? text : undefined
    },
    dropRun: (lease, id) => write('dropRun', lease, id),
    runs: async () => (await run('runs')) as readonly string[],
  }
}
