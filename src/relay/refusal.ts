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
  // Nobody is there to read it; the number is nginx's for a client that went away.
  relay_aborted: 499,
  relay_upstream_failed: 502,
  relay_upstream_timeout: 504,
}

/** Ends a request with an answer of the relay's own. */
export class RelayRefusal extends Error {
  readonly reason: RelayReason
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  constructor(reason: RelayReason, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(`${reason} (${detail})`)
    this.reason = reason
    this.status = STATUS[reason]
    this.headers = headers
  }
}

/** Throws a {@link RelayRefusal}. */
export function refuse(
  reason: RelayReason,
  detail: string,
  headers?: Readonly<Record<string, string>>,
): never {
  throw new RelayRefusal(reason, detail, headers)
}

/** A name that a stranger wrote, fit to be shown: short, and in quotes. */
export function quoted(name: unknown): string {
  return JSON.stringify(String(name).slice(0, 80))
}
