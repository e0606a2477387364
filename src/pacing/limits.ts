import { endpointOf, matchesPath, OPERATIONS } from '../protocol/operations.ts'

/** A rate limit: how many requests a minute, and how many of them at once. */
export interface RateLimit {
  readonly perMinute: number
  readonly burst: number
}

/**
 * Limits by name: `reads` and `writes` of the whole organization, and endpoints such as `POST Users` or
 * `PATCH Users/{id}`, which counts PUT as well. What is not named is key by the organization alone.
 */
export type SlackLimits = Readonly<Record<string, RateLimit>>

/**
 * Slack's limits, which all apps of an organization share
 * (https://docs.slack.dev/reference/scim-api/rate-limits).
 */
export const SLACK_LIMITS: SlackLimits = {
  reads: { perMinute: 1000, burst: 1000 },
  writes: { perMinute: 600, burst: 180 },
  'GET Users/{id}': { perMinute: 300, burst: 300 },
  'POST Users': { perMinute: 180, burst: 20 },
  'PATCH Users/{id}': { perMinute: 180, burst: 20 },
  'DELETE Users/{id}': { perMinute: 180, burst: 20 },
  'GET Groups/{id}': { perMinute: 300, burst: 300 },
  'POST Groups': { perMinute: 180, burst: 20 },
  'PATCH Groups/{id}': { perMinute: 180, burst: 80 },
  'DELETE Groups/{id}': { perMinute: 180, burst: 20 },
}

/** The limit of that name, or of the organization where an endpoint has none of its own. */
export function limitOf(limits: SlackLimits, name: string, organization: string): RateLimit {
  return limits[name] ?? limits[organization] ?? { perMinute: 600, burst: 180 }
}

/** The limits that count a request, and its resource. */
export interface LimitKey {
  /** The endpoint's name, as in {@link SlackLimits}. */
  readonly endpoint: string
  /** The organization's bucket. */
  readonly organization: 'reads' | 'writes'
  /** `Users/U0123`, where the request is for one resource. */
  readonly resource: string | undefined
}

/** The limits and the resource of a request. */
export function limitKeyOf(method: string, path: string): LimitKey {
  const segments = path.split('/')
  const operation = OPERATIONS.find((one) => one.method === method && matchesPath(one, segments))
  return {
    endpoint:
      (operation && endpointOf(operation)) ?? `${method} ${operation?.resource ? operation.path : '*'}`,
    organization: method === 'GET' ? 'reads' : 'writes',
    resource: operation?.path.includes('{id}') ? path : undefined,
  }
}
