import type { RateLimit } from './limits.ts'
import { LONGEST_PAUSE } from './pause.ts'
import type { StoreReport, StoreRequest } from './store.ts'

/** The length of a name: of an endpoint, a resource, a machine, a permit. */
const MAX_LENGTH = 1000
/** The highest limit that makes sense. */
const MAX_LIMIT = 1e6

/** Whether a value is a number within bounds; `NaN` is not. */
export function isNumber(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most
}

/** Whether a value is a part of a limit: above 0, up to 1. */
export function isShare(value: unknown): value is number {
  return isNumber(value, Number.MIN_VALUE, 1)
}

/** Whether a value is a rate limit. */
export function isLimit(value: unknown): value is RateLimit {
  const { perMinute, burst } = (value ?? {}) as Partial<RateLimit>
  return isNumber(perMinute, 1, MAX_LIMIT) && isNumber(burst, 1, MAX_LIMIT)
}

/** Whether a value is a request of a machine to a store, or its report. */
export function isStoreRequest(value: unknown): value is StoreRequest | StoreReport {
  const request = (value ?? {}) as Partial<StoreReport>
  const { endpoint, organization, resource } = request.key ?? {}
  return (
    [request.permit, request.machine, endpoint, resource ?? 'none'].every(isName) &&
    (organization === 'reads' || organization === 'writes') &&
    isLimit(request.endpoint) &&
    isLimit(request.organization) &&
    isShare(request.share) &&
    isNumber(request.maxPause, 1, LONGEST_PAUSE) &&
    isNumber(request.waited ?? Number.NaN, Number.NEGATIVE_INFINITY, Number.MAX_VALUE) &&
    (request.outcome === undefined ||
      (isNumber(request.held, 0, Number.MAX_VALUE) && request.outcome !== null))
  )
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= MAX_LENGTH
}
