import {
  createEmulator,
  type Emulator,
  type SlackWorld,
  type VirtualClock,
  virtualClock,
} from '../../mocks/index.ts'
import { seededRandom } from '../../mocks/random/seeded.ts'
import {
  BackoffRetryIntervalCalculator,
  ConnectionErrorRetryHandler,
  RandomJitter,
  RateLimitErrorRetryHandler,
  type RetryHandler,
  SCIM2Client,
  SCIMClient,
  SCIMRefusedError,
  ServerErrorRetryHandler,
} from '../../src/index.ts'
import { slackPacer } from '../../src/pacing/slack-pacer.ts'
import { faultMix } from './faults.ts'
import { dyingProxy } from './proxy.ts'
import { counting, watch } from './trace.ts'

/** People who are in groups, and whom nobody changes. */
export const ANCHORS = ['ada', 'bo', 'chidi', 'dana', 'eli', 'fay'] as const

/** One client before one emulated Slack in which things go wrong. */
export interface Place {
  readonly version: '1.1' | '2.0'
  readonly world: SlackWorld
  readonly emulator: Emulator
  readonly clock: VirtualClock
  readonly scim: SCIMClient | SCIM2Client
  /** The dice of this place: the same seed gives the same run. */
  readonly random: () => number
  /** A number that was not given before. */
  next(): number
  /** Whether settleTimeout may end while others' 429s hold back the reads: a pacer is shared by all who call. */
  mayEndUnsettled(error: unknown): boolean
}

/** How a place is set up. */
export interface PlaceOptions {
  readonly version: '1.1' | '2.0'
  readonly world: SlackWorld
  readonly seed: number
  /** Whether anything goes wrong. */
  readonly faulty: boolean
  /** Whether Slack counts requests and locks what is written, and whether the client keeps to that. */
  readonly traffic: Traffic
}

/** How much may be asked for. */
export type Traffic = (typeof TRAFFIC)[number]

/** Slack without limits, Slack with them, and a client before it that knows them. */
export const TRAFFIC = ['unlimited', 'limited', 'paced'] as const

/** Opens a place. Everything that is left to chance comes from the seed. */
export function openPlace({ version, world, seed, faulty, traffic }: PlaceOptions): Place {
  const random = seededRandom(seed)
  const clock = virtualClock()
  const emulator = createEmulator({
    seed: {
      users: ANCHORS.map((userName) => ({ userName })),
      groups: [{ displayName: 'everyone', members: ANCHORS }],
    },
    clock,
    assumptions: world.assumptions,
    limits: traffic !== 'unlimited',
    faults: faulty ? faultMix(seed) : [],
  })
  watch(emulator)
  const direct = emulator.transport
  const transport = counting(faulty ? dyingProxy(direct, seededRandom(seed + 1), clock) : direct)
  const Client = version === '1.1' ? SCIMClient : SCIM2Client
  const scim = new Client(emulator.token, {
    transport,
    clock,
    pacer: traffic === 'paced' ? slackPacer({ clock }) : undefined,
    retryHandlers: seededHandlers(seededRandom(seed + 2)),
  })
  let given = 0
  const mayEndUnsettled = (error: unknown): boolean =>
    traffic === 'paced' && error instanceof SCIMRefusedError && error.reason === 'unsettled'
  return { version, world, emulator, clock, scim, random, next: () => ++given, mayEndUnsettled }
}

/** The default handlers, with a jitter that can be replayed. */
function seededHandlers(random: () => number): RetryHandler[] {
  const jitter = new RandomJitter({ random })
  const every = (backoffFactor: number) => ({
    intervalCalculator: new BackoffRetryIntervalCalculator({ backoffFactor, jitter }),
  })
  return [
    new ConnectionErrorRetryHandler(every(500)),
    new RateLimitErrorRetryHandler(every(1000)),
    new ServerErrorRetryHandler(every(500)),
  ]
}

/** One of a list, by the dice. */
export function pick<T>(random: () => number, list: readonly T[]): T {
  const one = list[Math.floor(random() * list.length)]
  if (one === undefined) throw new Error('there is nothing to pick from')
  return one
}
