import {
  createEmulator,
  type Emulator,
  type Seed,
  type SlackWorld,
  slackWorlds,
  type VirtualClock,
  virtualClock,
} from '../../mocks/index.ts'
import { SCIM2Client, SCIMClient, type SCIMClientOptions, type Transport } from '../../src/index.ts'

/** A request as it was sent. */
export interface Sent {
  readonly method: string
  /** Below the version: `Users/U1`. */
  readonly path: string
  readonly body: unknown
}

/** One client before one emulated Slack, on a clock of its own. */
export interface Place {
  readonly version: '1.1' | '2.0'
  readonly world: SlackWorld
  readonly emulator: Emulator
  readonly scim: SCIMClient | SCIM2Client
  readonly clock: VirtualClock
  /** What was sent so far. */
  readonly sent: Sent[]
  /** The requests that were to change something. */
  writes(): Sent[]
  /** The id of an account, by userName or address. */
  id(key: string): string
  /** A second client of the same dialect before the same Slack. */
  another(options?: SCIMClientOptions): SCIMClient | SCIM2Client
}

/** How a place is set up. */
export interface PlaceOptions {
  readonly seed?: Seed
  readonly world?: SlackWorld
  /** Something between the client and the emulator. */
  readonly wrap?: (
    transport: Transport,
    emulator: Emulator,
    clock: VirtualClock,
    world: SlackWorld,
  ) => Transport
}

export const VERSIONS = ['1.1', '2.0'] as const

/** Opens a place; the same options give the same ids. */
export function openPlace(version: '1.1' | '2.0', options: PlaceOptions = {}): Place {
  const { seed = {}, world = { name: 'default', assumptions: {} }, wrap = (transport) => transport } = options
  const clock = virtualClock()
  const emulator = createEmulator({ seed, clock, assumptions: world.assumptions })
  const sent: Sent[] = []
  const wrapped = wrap(emulator.transport, emulator, clock, world)
  const transport: Transport = (url, init) => {
    const { pathname } = new URL(url)
    const body: unknown = init.body === undefined ? undefined : JSON.parse(init.body)
    sent.push({ method: init.method, path: pathname.replace(/^\/scim\/v\d\//, ''), body })
    return wrapped(url, init)
  }
  const Client = version === '1.1' ? SCIMClient : SCIM2Client
  const another = (more?: SCIMClientOptions): SCIMClient | SCIM2Client =>
    new Client(emulator.token, { transport, clock, ...more })
  return {
    version,
    world,
    emulator,
    clock,
    sent,
    another,
    scim: another(),
    writes: () => sent.filter(({ method }) => method !== 'GET'),
    id: (key) => emulator.state.user(key)?.id ?? `nobody is called ${key}`,
  }
}

/**
 * Every plausible world, or the one that the environment variable `WORLD` names.
 *
 * @throws for a name that no world has, with those that there are
 */
export function wantedWorlds(): SlackWorld[] {
  const name = process.env.WORLD
  const worlds = slackWorlds()
  const wanted = worlds.filter((world) => name === undefined || world.name === name)
  if (wanted.length > 0) return wanted
  throw new Error(`WORLD=${name}: no such world; there are ${worlds.map((world) => world.name).join(', ')}`)
}

/**
 * Runs a scenario over both clients in every plausible Slack, each time from the start.
 *
 * @throws one error that names each world in which the scenario failed, with what it said there
 */
export async function inEveryWorld(
  options: Omit<PlaceOptions, 'world'>,
  scenario: (place: Place) => Promise<void>,
): Promise<void> {
  const failures: string[] = []
  for (const version of VERSIONS) {
    for (const world of wantedWorlds()) {
      try {
        await scenario(openPlace(version, { ...options, world }))
      } catch (error) {
        failures.push(`${version}, ${world.name}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  }
  if (failures.length > 0) {
    throw new Error(`failed in ${failures.length} worlds:\n\n${failures.slice(0, 12).join('\n\n')}`)
  }
}
