/**
 * The emulator as handlers of msw.
 *
 * @module
 */

import * as msw from 'msw'
import type { Emulator } from './emulator/emulator.ts'
import { EmulatorError } from './errors/emulator-error.ts'

/** How the handlers are going to be used. */
export interface SCIMHandlersOptions {
  /**
   * Says that something other than `setupServer` of msw 3 intercepts `fetch`, such as `defineNetwork` with a fetch
   * interceptor. It is asked for in Bun and Deno alone, where that `setupServer` lets requests out to the real Slack.
   */
  readonly fetchIsIntercepted?: boolean
}

/**
 * Handlers that answer `api.slack.com`, and the two methods of the Web API on `slack.com`, from an emulator.
 *
 * They work with msw 2.14 to 3. Nothing gets through to the real host: what the emulator does not have is a
 * network error and an `unhandled` event.
 *
 * @param emulator - who answers
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
      // A handler that throws would become a 500 of msw's own; a lost connection is a network error.
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

/** msw 3 watches the sockets of Node, which `fetch` in Bun and Deno does not use; it has no `graphql` at its root. */
function letsFetchOut(): boolean {
  return ('Bun' in globalThis || 'Deno' in globalThis) && !('graphql' in msw)
}
