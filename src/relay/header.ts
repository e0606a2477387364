/**
 * Marks the requests of `relayTransport`: a page of another origin cannot send this header before a preflight has
 * allowed it (https://fetch.spec.whatwg.org/#cors-preflight-fetch).
 */
export const RELAY_HEADER = 'x-slack-scim-relay'

/** The only value of {@link RELAY_HEADER}. */
export const RELAY_HEADER_VALUE = '1'
