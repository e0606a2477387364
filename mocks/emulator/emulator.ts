import { type AssumptionUse, createLedger } from '../assumptions/ledger.ts'
import { createAccounts } from '../directory/accounts.ts'
import { createDeactivation, type Deactivation } from '../directory/deactivation.ts'
import { createDirectory, type Directory } from '../directory/directory.ts'
import { createMemberships } from '../directory/memberships.ts'
import { defaultOrganization } from '../directory/organization.ts'
import { createReadLag, type ReadLag } from '../directory/read-lag.ts'
import { createTokens, DEFAULT_TOKEN, type Tokens } from '../directory/tokens.ts'
import { createEventLog, type EmulatorEvent } from '../events/event-log.ts'
import { createSchedule, type Faults } from '../faults/schedule.ts'
import {
  type EmulatorFetch,
  type EmulatorTransport,
  emulatorFetch,
  emulatorTransport,
} from '../http/fetch.ts'
import type { Outcome, WireRequest } from '../http/wire.ts'
import { createLimits, unlimited } from '../limits/limits.ts'
import { createSCIMService } from '../scim/service.ts'
import { applySeed } from '../seed/apply-seed.ts'
import { createState, type EmulatorState } from '../state/state.ts'
import { type Clock, systemClock } from '../time/clock.ts'
import { createWebAPI } from '../web-api/web-api.ts'
import { withCORS } from './cors.ts'
import { handleRequest } from './handle-request.ts'
import { checkOptions, DEFAULT_BASE_URL, type EmulatorOptions, withSlash } from './options.ts'
import { createServices, OPERATIONS, type Services } from './services.ts'

/** An emulator of Slack's SCIM service. */
export interface Emulator {
  /** Answers like `fetch` with Slack behind it, and obeys the request's signal. */
  readonly fetch: EmulatorFetch
  /** The same as a transport of the client. */
  readonly transport: EmulatorTransport
  /** A valid token of the primary owner. */
  readonly token: string
  /** Base URL of the service, with a trailing slash. */
  readonly baseUrl: string
  /** The directory: read it in assertions, or change it as an administrator in Slack would. */
  readonly state: EmulatorState
  /** The faults; add and clear them at any time. */
  readonly faults: Faults
  /** Events since the last reset, the latest ten thousand at most. */
  readonly events: readonly EmulatorEvent[]
  /** Calls the listener for each event; returns a function that unsubscribes it. */
  onEvent(listener: (event: EmulatorEvent) => void): () => void
  /** Returns the assumptions that decided something since the last reset. */
  assumptions(): AssumptionUse[]
  /** Restores the seed and the initial faults, and clears events, lags, limits and assumption counts. */
  reset(): void
  /** Answers one request as data; `fetch`, the transport and the server wrap it. */
  handle(request: WireRequest): Promise<Outcome>
}

/**
 * Makes an emulator of Slack's SCIM service: both dialects over one directory, in memory, with no network.
 *
 * Where Slack's behaviour is unverified, the emulator answers in the way that makes a careless caller's test
 * fail, and counts the use in {@link Emulator.assumptions}.
 *
 * @param options - seed, clock, faults, limits, assumptions, token and base URL
 * @throws {EmulatorError} for an unknown or invalid option, seed, fault or switch
 *
 * @example
 * ```ts
 * import { createEmulator } from 'slack-scim/mocks'
 *
 * const emulator = createEmulator({ seed: { users: [{ userName: 'jo', name: 'Jo Park' }] } })
 * const response = await emulator.fetch('https://api.slack.com/scim/v1/Users?count=100', {
 *   headers: { authorization: `Bearer ${emulator.token}` },
 * })
 * console.log(response.status, emulator.state.user('jo')?.active)
 * ```
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  checkOptions(options)
  const { clock = systemClock(), faults: initialFaults = [], token = DEFAULT_TOKEN } = options
  const baseUrl = withSlash(options.baseUrl ?? DEFAULT_BASE_URL)
  const seed = structuredClone(options.seed ?? {})

  const log = createEventLog()
  const ledger = createLedger(options.assumptions ?? {}, (name, value) =>
    log.emit({ type: 'assumption', name, value }),
  )
  const schedule = createSchedule(clock, OPERATIONS)
  schedule.add(...initialFaults)
  const readLag = createReadLag(ledger, clock)
  const startLimits = () =>
    options.limits ? createLimits(options.limits === true ? {} : options.limits, clock) : unlimited()
  let limits = startLimits()
  let world = build()
  const state = createState(() => world)

  function build(): World {
    const directory = createDirectory({ ...defaultOrganization(), ...seed.organization })
    const tokens = createTokens(applySeed(directory, seed, token), directory)
    const parts = { directory, readLag, ledger, clock, log, tokens }
    const context = { ...parts, deactivation: createDeactivation(parts) }
    const scim = createSCIMService({
      ...context,
      accounts: createAccounts(context),
      memberships: createMemberships(context),
      baseUrl,
    })
    const services = createServices(baseUrl, scim, createWebAPI(directory, tokens))
    return { ...context, services: withCORS(services, ledger) }
  }

  const emulator: Emulator = {
    fetch: emulatorFetch((request) => emulator.handle(request)),
    transport: emulatorTransport((request) => emulator.handle(request)),
    token,
    baseUrl,
    state,
    faults: schedule,
    events: log.events,
    onEvent: log.subscribe,
    assumptions: ledger.used,
    reset() {
      readLag.clear()
      ledger.clear()
      log.clear()
      schedule.clear()
      schedule.add(...initialFaults)
      limits = startLimits()
      world = build()
    },
    handle: (request) => handleRequest(request, { ...world, state, limits, plan: schedule.plan }),
  }
  return emulator
}

interface World {
  readonly directory: Directory
  readonly readLag: ReadLag
  readonly ledger: ReturnType<typeof createLedger>
  readonly clock: Clock
  readonly log: ReturnType<typeof createEventLog>
  readonly tokens: Tokens
  readonly deactivation: Deactivation
  readonly services: Services
}
