import { type Client, fetchTransport, SCIM2Client, SCIMClient, type Transport } from '../../src/index.ts'
import { slackPacer } from '../../src/pacing/index.ts'
import { type OrganizationReader, slackOrganization } from '../../src/provisioning/index.ts'
import { fetchOver, proxyTransport } from './proxy.ts'
import { findToken, type TokenOptions } from './token.ts'

/** The options of every command that asks Slack. */
export interface SlackOptions extends TokenOptions {
  readonly baseUrl?: string
  readonly api?: '1.1' | '2.0'
  /** Milliseconds. */
  readonly deadline?: number
}

/** Slack, or an emulator of it. */
export interface Connection {
  readonly client: Client
  /** Reads what SCIM does not tell. */
  readonly facts: OrganizationReader
  /** What requests are sent with that no client makes. */
  readonly wire: { readonly base: string; readonly token: string; readonly transport: Transport }
  /** Whether the service is on this machine. */
  readonly isEmulator: boolean
}

/**
 * Makes a client of the version that is asked for, paced at half of Slack's limits, through the proxy of the environment.
 *
 * @param api - the version of the configuration; default 1.1
 * @throws {CommandError} without a token
 */
export async function connect(options: SlackOptions, api: '1.1' | '2.0' = '1.1'): Promise<Connection> {
  const { baseUrl, deadline } = options
  const version = options.api ?? api
  const isEmulator = baseUrl !== undefined && isLoopback(new URL(baseUrl).hostname)
  const token = await findToken(options, isEmulator)
  const Version = version === '2.0' ? SCIM2Client : SCIMClient
  const transport = proxyTransport()
  const client = new Version(token, {
    ...(transport && { transport }),
    ...(baseUrl !== undefined && { baseUrl: scimUrl(baseUrl, version) }),
    ...(deadline !== undefined && { deadline }),
    ...(!isEmulator && { pacer: slackPacer({ share: 0.5 }) }),
  })
  // The client has refused an address to which a token must not be sent.
  const webApi = baseUrl === undefined ? {} : { baseUrl: new URL('/api/', baseUrl).href }
  return {
    client,
    wire: {
      base: client.baseUrl.replace(/v[12]\/$/, ''),
      token,
      transport: transport ?? fetchTransport(),
    },
    isEmulator,
    facts: slackOrganization({ token, ...webApi, ...(transport && { fetch: fetchOver(transport) }) }),
  }
}

/** The address of a version: `…/scim/`, with or without the version that is already there. */
function scimUrl(baseUrl: string, version: '1.1' | '2.0'): string {
  const url = new URL(baseUrl)
  const path = url.pathname.replace(/\/+$/, '').replace(/\/v[12]$/, '')
  return `${url.origin}${path === '' ? '/scim' : path}/v${version === '2.0' ? 2 : 1}/`
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

function isLoopback(host: string): boolean {
  return LOOPBACK.has(host)
}
