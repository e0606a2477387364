import type { SCIMIssue } from '../errors/validation-error.ts'

/** Why the relay itself refused or failed; leads the description of its answer, as Slack's own reasons do. */
export type RelayReason =
  | 'relay_bad_request'
  | 'relay_unauthenticated'
  | 'relay_forbidden'
  | 'relay_not_found'
  | 'relay_method_not_allowed'
  | 'relay_body_too_large'
  | 'relay_media_type'
  | 'relay_aborted'
  | 'relay_failed'
  | 'relay_timeout'
  | 'relay_upstream_failed'
  | 'relay_upstream_timeout'

const STATUS: Readonly<Record<RelayReason, number>> = {
  relay_bad_request: 400,
  relay_unauthenticated: 401,
  relay_forbidden: 403,
  relay_not_found: 404,
  relay_method_not_allowed: 405,
  relay_body_too_large: 413,
  relay_media_type: 415,
  // The browser is gone; the number is nginx's for a client that closed its request.
  relay_aborted: 499,
  relay_failed: 500,
  relay_timeout: 503,
  relay_upstream_failed: 502,
  relay_upstream_timeout: 504,
}

/** What a refusal carries beside its reason. */
export interface RefusalExtra {
  /** Headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>
  /** What was thrown; for `onEvent`, never for the answer. */
  readonly cause?: unknown
}

/** Ends a request with an answer of the relay's own. */
export class RelayRefusal extends Error {
  readonly reason: RelayReason
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  constructor(reason: RelayReason, detail: string, { headers = {}, cause }: RefusalExtra = {}) {
    super(`${reason} (${detail})`, { cause })
    this.reason = reason
    this.status = STATUS[reason]
    this.headers = headers
  }
}

/** Throws a {@link RelayRefusal}. */
export function refuse(reason: RelayReason, detail: string, extra?: RefusalExtra): never {
  throw new RelayRefusal(reason, detail, extra)
}

/** Refuses a body for issues that the client's own checks have with it; shows at most five. */
export function refuseIssues(issues: readonly SCIMIssue[]): void {
  if (issues.length === 0) return
  const texts = issues
    .slice(0, 5)
    .map(({ path, message }) => (path ? `${quoted(path)}: ${message}` : message))
  refuse('relay_bad_request', texts.join('; '))
}

/**
 * The refusal for whatever was thrown. Only a {@link RelayRefusal} speaks for itself: the words of any other error
 * may name hosts, databases and secrets.
 */
export function refusalOf(error: unknown): RelayRefusal {
  if (isRefusal(error)) return error
  return new RelayRefusal('relay_failed', 'the relay failed: its onEvent has the cause', { cause: error })
}

/** Whether an error is the relay's own; a Proxy may throw when it is asked. */
function isRefusal(error: unknown): error is RelayRefusal {
  try {
    return error instanceof RelayRefusal
  } catch {
    return false
  }
}

/** A name that a browser sent, fit to be shown: in quotes, at most 80 characters. */
export function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 80))
}
