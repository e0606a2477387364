/** A rate limit: requests per minute, and the burst of requests at once. */
export interface RateLimit {
  readonly perMinute: number
  readonly burst: number
}

/** The limits of an organization; all its apps share them. */
export interface RateLimits {
  readonly reads: RateLimit
  readonly writes: RateLimit
  /** Limits by the client's operation names; operations that share a limit share its `name`. */
  readonly endpoints: Readonly<Record<string, RateLimit & { readonly name: string }>>
}

/** The published limits (https://docs.slack.dev/reference/scim-api/rate-limits). */
export const RATE_LIMITS: RateLimits = /* @__PURE__ */ (() => {
  const limit = (name: string, perMinute: number, burst: number) => ({ name, perMinute, burst })
  const changeUser = limit('change user', 180, 20)
  const changeGroup = limit('change group', 180, 80)
  return {
    reads: { perMinute: 1000, burst: 1000 },
    writes: { perMinute: 600, burst: 180 },
    endpoints: {
      readUser: limit('read user', 300, 300),
      createUser: limit('create user', 180, 20),
      patchUser: changeUser,
      updateUser: changeUser,
      deleteUser: limit('deactivate user', 180, 20),
      readGroup: limit('read group', 300, 300),
      createGroup: limit('create group', 180, 20),
      patchGroup: changeGroup,
      updateGroup: changeGroup,
      deleteGroup: limit('delete group', 180, 20),
    },
  }
})()
