/**
 * Handlers of msw that answer from the emulator.
 *
 * @module
 */

import * as msw from 'msw'
import type { Emulator } from './emulator/emulator.ts'
import { EmulatorError } from './errors/emulator-error.ts'

/** Options of the handlers; all optional. */
export interface SCIMHandlersOptions {
  /**
   * Confirms that something other than `setupServer` of msw 3 intercepts `fetch`, such as `defineNetwork`
   * with a fetch interceptor. Required in Bun and Deno only, where that `setupServer` lets requests through
   * to the real Slack.
   */
  readonly fetchIsIntercepted?: boolean
}

/**
 * Makes msw handlers that answer `api.slack.com`, and two Web API methods on `slack.com`, from an emulator.
 *
 * They work with msw 2.14 to 3. No request reaches the real host: a request that the emulator does not handle
 * fails with a network error and an `unhandled` event.
 *
 * @param emulator - the emulator that answers
 * @param options - `fetchIsIntercepted`, for msw 3 in Bun and Deno
 * @throws {EmulatorError} with msw 3 in Bun and Deno, whose `setupServer` intercepts nothing there; use
 *   `interceptFetch` of `slack-scim/mocks`, or msw 2
 *
 * @example
 * ```ts
 * import { setupServer } from 'msw/node'
 * import { createEmulator } from 'slack-scim/mocks'
 * import { scimHandlers } from 'slack-scim/mocks/msw'
 *
 * const emulator = createEmulator()
 * const server = setupServer(...scimHandlers(emulator))
 * server.listen()
 * ```
 */
export function scimHandlers(emulator: Emulator, options: SCIMHandlersOptions = {}): msw.HttpHandler[] {
  if (!options.fetchIsIntercepted && letsFetchOut()) {
    throw new EmulatorError(
      'scimHandlers: setupServer of msw 3 does not intercept fetch in Bun and Deno, so that requests would reach ' +
        'the real Slack. Use interceptFetch(emulator) of slack-scim/mocks, or msw 2; if another source of msw ' +
        'intercepts fetch, pass { fetchIsIntercepted: true }.',
    )
  }
  const answer = async ({ request }: { request: Request }): Promise<Response> => {
    try {
      return await emulator.fetch(request)
    } catch {
      // msw turns an exception of a handler into a 500, but a lost connection is a network error.
      return msw.HttpResponse.error()
    }
  }
  const origins = new Set(['https://api.slack.com', new URL(emulator.baseUrl).origin])
  return [
    ...Array.from(origins, (origin) => msw.http.all(`${origin}/*`, answer)),
    msw.http.all('https://slack.com/api/auth.test', answer),
    msw.http.all('https://slack.com/api/users.list', answer),
  ]
}

/**
 * Whether this is msw 3 in Bun or Deno. It intercepts Node's sockets, which `fetch` does not use there;
 * unlike msw 2 it does not export `graphql`.
 */
function letsFetchOut(): boolean {
  return ('Bun' in globalThis || 'Deno' in globalThis) && !('graphql' in msw)
}
