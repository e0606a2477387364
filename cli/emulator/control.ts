import type { Emulator, WireReply, WireRequest } from '../../mocks/index.ts'
import { isLoopback } from '../../mocks/server/hosts.ts'
import { controlRoutes, type Route } from './control-routes.ts'
import type { EmulatorClock } from './emulator-clock.ts'
import { json, problem, text } from './reply.ts'
import { welcome } from './welcome.ts'

/**
 * Returns the emulator with `GET /` and the control endpoint `/_emulator/` in front of it.
 *
 * @param host - the address that the server listens on
 */
export function withControl(emulator: Emulator, time: EmulatorClock, host: string): Emulator {
  const routes = controlRoutes(emulator, time)
  return {
    ...emulator,
    async handle(request) {
      const reply = await answer(request, { routes, emulator, host })
      return reply ? { type: 'reply', reply } : emulator.handle(request)
    },
  }
}

interface Control {
  readonly routes: ReadonlyMap<string, Route>
  readonly emulator: Emulator
  readonly host: string
}

const PREFIX = '/_emulator/'

async function answer(
  request: WireRequest,
  { routes, emulator, host }: Control,
): Promise<WireReply | undefined> {
  const { method, url } = request
  const { pathname } = url
  if (pathname === '/' && method === 'GET') return text(200, welcome(emulator, url.origin))
  if (pathname !== PREFIX.slice(0, -1) && !pathname.startsWith(PREFIX)) return undefined
  const refusal = refusalOf(request, host)
  if (refusal) return refusal
  const path = pathname.slice(PREFIX.length).replace(/\/$/, '')
  if (path === '') return json(200, index(emulator, url.origin, routes))
  const route = routes.get(path)
  if (!route) return problem(404, `There is no ${pathname}; GET ${PREFIX} lists what there is.`)
  const act = route[method]
  if (act) return act(request.body)
  const allow = Object.keys(route).join(', ')
  return { ...problem(405, `${pathname} takes ${allow}.`), headers: { ...JSON_TYPE, allow } }
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }

/** Control is for programs of this machine: not for the network, and not for a page in a browser. */
function refusalOf({ headers, url }: WireRequest, host: string): WireReply | undefined {
  const isLocal = isLoopback(url.hostname) && (isLoopback(host) || host === '::1')
  if (!isLocal) {
    return problem(
      403,
      `${PREFIX} answers on loopback hosts only: start the emulator without --host, and use localhost.`,
    )
  }
  const site = headers.get('sec-fetch-site')
  // `none`: a person typed the address.
  const isPage = headers.get('origin') !== null || (site !== null && site !== 'none')
  return isPage ? problem(403, `${PREFIX} does not answer web pages (Origin, Sec-Fetch-Site).`) : undefined
}

function index(emulator: Emulator, origin: string, routes: ReadonlyMap<string, Route>): object {
  const scim = new URL(emulator.baseUrl).pathname
  return {
    scim: { '1.1': `${origin}${scim}v1/`, '2.0': `${origin}${scim}v2/` },
    token: emulator.token,
    endpoints: [...routes].flatMap(([path, route]) =>
      Object.keys(route).map((method) => `${method} ${PREFIX}${path}`),
    ),
  }
}
