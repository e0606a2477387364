import type { Assumptions } from '../assumptions/assumptions.ts'
import { BOOLEAN, type Check, must, OBJECT, objectOr, STRING, shape } from '../errors/check-shape.ts'
import { EmulatorError } from '../errors/emulator-error.ts'
import type { Fault } from '../faults/fault.ts'
import { checkLimits, type LimitOptions } from '../limits/limits.ts'
import { checkSeed } from '../seed/check-seed.ts'
import type { Seed } from '../seed/seed.ts'
import type { Clock } from '../time/clock.ts'

/** Options of an emulator; all optional. */
export interface EmulatorOptions {
  /** The initial directory; default one primary owner. */
  readonly seed?: Seed
  /** The time; default the machine's. */
  readonly clock?: Clock
  /** Faults that are active from the start; see {@link Emulator.faults}. */
  readonly faults?: readonly Fault[]
  /** Slack's rate limits and the lock of a resource during a write; default off, `true` for the defaults. */
  readonly limits?: boolean | LimitOptions
  /** Switches with another value than their default; see {@link ASSUMPTIONS}. */
  readonly assumptions?: Partial<Assumptions>
  /** Token of the primary owner; default `xoxp-emulator-owner`. */
  readonly token?: string
  /**
   * Base URL of the service; default `https://api.slack.com/scim/`. Requests are routed by its path, on any
   * host.
   */
  readonly baseUrl?: string
}

export const DEFAULT_BASE_URL = 'https://api.slack.com/scim/'

const OPTIONS: Check = /* @__PURE__ */ (() => {
  const keys: Readonly<Record<keyof EmulatorOptions, Check>> = {
    seed: checkSeed,
    clock: must('a clock with now(), setTimeout() and clearTimeout()', isClock),
    // Each fault is checked when it is added.
    faults: must('a list of faults', Array.isArray),
    limits: objectOr(checkLimits, BOOLEAN),
    // The ledger checks the switches.
    assumptions: OBJECT,
    token: must('a string without spaces', (value) => typeof value === 'string' && /^\S+$/.test(value)),
    baseUrl: STRING,
  }
  return shape(keys)
})()

/**
 * Refuses unknown options and invalid values.
 *
 * @throws {EmulatorError} naming the option and the fix
 */
export function checkOptions(options: EmulatorOptions): void {
  OPTIONS(options, 'createEmulator')
}

/** Returns a base URL with a trailing slash. */
export function withSlash(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) {
    throw new EmulatorError(
      `createEmulator: baseUrl: '${baseUrl}' is no URL: give one such as ${DEFAULT_BASE_URL}`,
    )
  }
  return baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`
}

function isClock(value: unknown): boolean {
  const clock = value as Partial<Record<keyof Clock, unknown>> | null
  return [clock?.now, clock?.setTimeout, clock?.clearTimeout].every((method) => typeof method === 'function')
}
