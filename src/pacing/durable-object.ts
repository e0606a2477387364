/**
 * Pacing that Workers share through a Durable Object.
 *
 * @module
 */

import { monotonicNow } from './monotonic-now.ts'
import { restoreBucket, type SavedBucket, saveBucket } from './saved-state.ts'
import { type SharedPacingOptions, shared } from './shared-limiter.ts'
import type { PacingStore, SharedPacing, StoreAnswer, StoreAsk, StoreReport } from './store.ts'
import { StoreState } from './store-state.ts'

export type { SharedPacingOptions } from './shared-limiter.ts'
export type { SharedPacing } from './store.ts'

/** As much of a Durable Object's state as is needed. */
export interface PacingObjectState {
  readonly storage: {
    list(): Promise<Map<string, unknown>>
    put(entries: Record<string, unknown>): Promise<void>
  }
  blockConcurrencyWhile<T>(work: () => Promise<T>): Promise<T>
}

/**
 * The Durable Object that holds the limits of an organization: export it from your Worker and bind it.
 *
 * It answers from memory and keeps on disk what it needs to go on after a restart. Its clock is the one that
 * counts.
 *
 * In `wrangler.jsonc` it is a binding under `durable_objects`, here `SLACK_PACING`, of the class `SlackPacing`,
 * which `migrations` names among its `new_sqlite_classes`.
 *
 * @example The Worker; the pacer is made for each request, since one request's timers end with it:
 * ```ts
 * import { SCIMClient } from 'slack-scim'
 * import { slackPacer } from 'slack-scim/pacing'
 * import { durableObjectPacing, type PacingNamespace } from 'slack-scim/pacing/durable-object'
 *
 * export { SlackPacing } from 'slack-scim/pacing/durable-object'
 *
 * export default {
 *   async fetch(_request: Request, env: { SLACK_PACING: PacingNamespace; SLACK_TOKEN: string }): Promise<Response> {
 *     const pacer = slackPacer({ store: durableObjectPacing(env.SLACK_PACING) })
 *     const scim = new SCIMClient(env.SLACK_TOKEN, { pacer })
 *     const { totalResults } = await scim.searchUsers({ count: 1 })
 *     return Response.json({ totalResults })
 *   },
 * }
 * ```
 */
export class SlackPacing {
  readonly #storage: PacingObjectState['storage']
  readonly #state: StoreState = new StoreState()
  readonly #now: () => number = monotonicNow({ now: () => Date.now() })

  /** @param state - the state of the object, which the runtime passes */
  constructor(state: PacingObjectState) {
    this.#storage = state.storage
    state.blockConcurrencyWhile(async () => {
      for (const [name, saved] of await state.storage.list()) {
        restoreBucket(this.#state, name, saved as SavedBucket)
      }
    })
  }

  /** Answers what {@link durableObjectPacing} asks. */
  async fetch(request: Request): Promise<Response> {
    const asked = (await request.json()) as StoreAsk | StoreReport
    // After the wait for the body, or another request's time may already be later.
    const now = this.#now()
    const { endpoint, organization } = asked.counted
    let answer: StoreAnswer = { wait: 0 }
    if ('outcome' in asked) this.#state.done(asked, now)
    else answer = this.#state.take(asked, now)
    if (answer.wait === 0) {
      // Not awaited: the runtime holds the answer back until it is written.
      void this.#storage.put({
        [endpoint]: saveBucket(this.#state, endpoint, organization, now),
        [organization]: saveBucket(this.#state, organization, organization, now),
      })
    }
    return Response.json(answer)
  }
}

/** As much of a Durable Object's namespace as is needed: the binding in `env`. */
export interface PacingNamespace {
  idFromName(name: string): unknown
  get(id: never): {
    fetch(
      url: string,
      init: { method: string; body: string },
    ): Promise<{ readonly ok: boolean; readonly status: number; json(): Promise<unknown> }>
  }
}

/** How a {@link durableObjectPacing} is set up; everything has a default. */
export interface DurableObjectPacingOptions extends SharedPacingOptions {
  /** The name of the object: give each organization of Slack its own. Default `slack-scim`. */
  readonly name?: string | undefined
}

/**
 * Lets every isolate of a Worker pace by one {@link SlackPacing}. While it is silent, each keeps to its
 * `shareAlone`.
 *
 * @param namespace - the binding of the class
 * @param options - see {@link DurableObjectPacingOptions}
 */
export function durableObjectPacing(
  namespace: PacingNamespace,
  options: DurableObjectPacingOptions = {},
): SharedPacing {
  const { name = 'slack-scim' } = options
  const send = async (body: StoreAsk | StoreReport): Promise<unknown> => {
    const object = namespace.get(namespace.idFromName(name) as never)
    const response = await object.fetch('https://slack-scim.invalid/', {
      method: 'POST',
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`the Durable Object answered ${response.status}`)
    return response.json()
  }
  const store: PacingStore = {
    take: async (ask) => (await send(ask)) as StoreAnswer,
    done: async (report) => {
      await send(report)
    },
  }
  return shared(store, options)
}
