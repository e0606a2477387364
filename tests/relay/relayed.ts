import { createEmulator, type Emulator } from '../../mocks/index.ts'
import type { FetchFunction } from '../../src/index.ts'
import { createRelay, type Relay, type RelayEvent, type RelayOptions } from '../../src/relay/server.ts'

/** Where the page and the relay are. */
export const APP = 'https://app.example'

/** What a browser and the client add to a request of the page. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'x-slack-scim-relay': '1',
  'sec-fetch-site': 'same-origin',
}

/** A request as Slack would have seen it. */
export interface Upstream {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** A relay in front of an emulator, and all that passed it. */
export interface Relayed {
  readonly emulator: Emulator
  readonly relay: Relay
  readonly sent: readonly Upstream[]
  readonly events: readonly RelayEvent[]
  /** The `fetch` of a page: it adds what a browser adds. */
  readonly pageFetch: FetchFunction
  /** One request of the page; `path` is below `/api/scim/`, or a whole URL. */
  ask(method: string, path: string, init?: Ask): Promise<Response>
}

/** What is special about a request. */
export interface Ask {
  /** Over those of the page; `null` removes. */
  readonly headers?: Readonly<Record<string, string | null>>
  /** Text and streams as they are, everything else as JSON. */
  readonly body?: unknown
}

/** Puts a relay in front of an emulator with jo (U1), kim (U2) and the group Design (S1). */
export function relayed(options: Partial<RelayOptions<unknown>> = {}): Relayed {
  const emulator = createEmulator({
    seed: {
      users: [
        { id: 'U1', userName: 'jo', name: 'Jo Park', title: 'Nurse', email: 'jo@example.com' },
        { id: 'U2', userName: 'kim', name: 'Kim Berg', title: 'Cook', email: 'kim@example.com' },
      ],
      groups: [{ id: 'S1', displayName: 'Design', members: ['jo', 'kim'] }],
    },
  })
  const sent: Upstream[] = []
  const events: RelayEvent[] = []
  const relay = createRelay({
    token: emulator.token,
    origins: [APP],
    authorize: () => ({ name: 'ada' }),
    allow: {},
    fetch: (url, init) => {
      const headers = Object.fromEntries(new Headers(init.headers))
      sent.push({ method: String(init.method), url, headers, body: init.body as string | undefined })
      return emulator.fetch(url, init)
    },
    onEvent: (event) => events.push(event),
    ...options,
  })
  return {
    emulator,
    relay,
    sent,
    events,
    pageFetch: (url, init) => {
      const headers = new Headers(init.headers)
      headers.set('sec-fetch-site', 'same-origin')
      if (init.method !== 'GET') headers.set('origin', new URL(url).origin)
      return relay(new Request(url, { ...init, headers }))
    },
    ask: (method, path, init) => relay(requestOf(method, path, init)),
  }
}

/** A request as it comes to the relay. */
export function requestOf(method: string, path: string, { headers: more = {}, body }: Ask = {}): Request {
  const headers = new Headers(PAGE_HEADERS)
  if (body !== undefined) headers.set('content-type', 'application/json')
  for (const [name, value] of Object.entries(more)) {
    if (value === null) headers.delete(name)
    else headers.set(name, value)
  }
  const asIs = typeof body === 'string' || body instanceof ReadableStream
  const init: RequestInit & { duplex?: 'half' } = {
    method,
    headers,
    ...(body === undefined ? {} : { body: asIs ? (body as string) : JSON.stringify(body) }),
    // fetch wants it beside a stream (https://github.com/whatwg/fetch/pull/1457).
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  }
  return new Request(new URL(path, `${APP}/api/scim/`), init)
}

/** A refusal of the relay or of Slack, in either envelope. */
export async function reasonOf(response: Response): Promise<string> {
  const body = (await response.json()) as { Errors?: { description: string }; detail?: string }
  return body.Errors?.description ?? body.detail ?? ''
}
