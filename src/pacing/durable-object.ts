/**
 * Pacing that Workers share through a Durable Object.
 *
 * @module
 */

import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { hasMethod } from '../options/check-options.ts'
import { isStoreRequest } from './checks.ts'
import { monotonicNow } from './monotonic-now.ts'
import { restoreBucket, saveBucket } from './saved-state.ts'
import { type SharedPacingOptions, shared } from './shared-limiter.ts'
import type { SharedPacing, StoreAnswer, StoreReport, StoreRequest } from './store.ts'
import { StoreState } from './store-state.ts'

export type { SharedPacingOptions } from './shared-limiter.ts'
export type { SharedPacing } from './store.ts'

/** The part of a Durable Object's state that is needed. */
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
 * It answers from memory and saves what it needs to go on after a restart. Only its own clock counts.
 *
 * In `wrangler.jsonc` it is a binding under `durable_objects`, here `SLACK_PACING`, of the class `SlackPacing`,
 * which `migrations` names among its `new_sqlite_classes`.
 *
 * @example The Worker makes a pacer for each request, since timers end with the request that started them:
 * ```ts
 * import { SCIMClient } from 'slack-scim'
 * import { slackPacer } from 'slack-scim/pacing'
 * import { durableObjectPacing, type PacingNamespace } from 'slack-scim/pacing/durable-object'
 *
 * export { SlackPacing } from 'slack-scim/pacing/durable-object'
 *
 * export default {
 *   async fetch(_request: Request, env: { SLACK_PACING: PacingNamespace; SLACK_TOKEN: string }): Promise<Response> {
 *     const pacer = slackPacer({ store: durableObjectPacing(env.SLACK_PACING, { name: 'E0123ABCD' }) })
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
      const saved = await state.storage.list()
      for (const entry of saved) restoreBucket(this.#state, entry, this.#now())
    })
  }

  /** Answers the requests of {@link durableObjectPacing}; 400 for anything else. */
  async fetch(request: Request): Promise<Response> {
    const body: unknown = await request.json().catch(() => undefined)
    if (!isStoreRequest(body)) return new Response('not a request of slack-scim', { status: 400 })
    // Read after the body has come, or the time of another request may already be later.
    const now = this.#now()
    const { endpoint, organization } = body.key
    let answer: StoreAnswer = { wait: 0 }
    if ('outcome' in body) this.#state.done(body, now)
    else answer = this.#state.take(body, now)
    if (answer.wait === 0) {
      // Not awaited: the runtime holds the answer back until it is written.
      void this.#storage.put({
        [endpoint]: saveBucket(this.#state, { name: endpoint, organization }, now),
        [organization]: saveBucket(this.#state, { name: organization, organization }, now),
      })
    }
    return Response.json(answer)
  }
}

/** The part of a Durable Object's namespace that is needed: the binding in `env`. */
export interface PacingNamespace {
  idFromName(name: string): unknown
  get(id: never): {
    fetch(
      url: string,
      init: { method: string; body: string },
    ): Promise<{ readonly ok: boolean; readonly status: number; json(): Promise<unknown> }>
  }
}

/** How a {@link durableObjectPacing} is set up; the object has the name of the organization. */
export interface DurableObjectPacingOptions extends SharedPacingOptions {}

/**
 * Lets every isolate of a Worker pace by one {@link SlackPacing}. While it is silent, each keeps to its
 * `shareAlone`.
 *
 * @param namespace - the binding of the class
 * @param options - see {@link DurableObjectPacingOptions}
 * @throws {@link SCIMConfigurationError} without a usable `name`, and for a `namespace` that is none
 */
export function durableObjectPacing(
  namespace: PacingNamespace,
  options: DurableObjectPacingOptions,
): SharedPacing {
  if (!['idFromName', 'get'].every((method) => hasMethod(namespace, method))) {
    throw new SCIMConfigurationError(
      "durableObjectPacing: 'namespace' must be the binding of the Durable Object in env",
    )
  }
  const send = async (body: StoreRequest | StoreReport): Promise<unknown> => {
    const object = namespace.get(namespace.idFromName(options.name) as never)
    const response = await object.fetch('https://slack-scim.invalid/', {
      method: 'POST',
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`the Durable Object answered ${response.status}`)
    return response.json()
  }
  return shared('durableObjectPacing', { take: send, done: send }, options)
}
