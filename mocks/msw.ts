/**
 * The emulator as handlers of msw.
 *
 * @module
 */

import { type HttpHandler, HttpResponse, http } from 'msw'
import type { Emulator } from './emulator.ts'

/**
 * Handlers that answer `api.slack.com`, and the two methods of the Web API on `slack.com`, from an emulator.
 *
 * They work with msw 2.14 to 3. Nothing gets through to the real host: what the emulator does not have is a
 * network error and an `unhandled` event. In Bun and Deno the `setupServer` of msw 3 intercepts no
 * `fetch`; use `interceptFetch` of `slack-scim/mocks` there, or msw 2.
 *
 * @param emulator - who answers
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
export function scimHandlers(emulator: Emulator): HttpHandler[] {
  const answer = async ({ request }: { request: Request }): Promise<Response> => {
    try {
      return await emulator.fetch(request)
    } catch {
      // A handler that throws would become a 500 of msw's own; a lost connection is a network error.
      return HttpResponse.error()
    }
  }
  const origins = new Set(['https://api.slack.com', new URL(emulator.baseUrl).origin])
  return [
    ...Array.from(origins, (origin) => http.all(`${origin}/*`, answer)),
    http.all('https://slack.com/api/auth.test', answer),
    http.all('https://slack.com/api/users.list', answer),
  ]
}
