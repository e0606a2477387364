/**
 * What tells a request of the client from one that a foreign page makes: a page of another origin cannot send a
 * header of its own before a preflight has allowed it (https://fetch.spec.whatwg.org/#cors-preflight-fetch).
 */
export const RELAY_HEADER = 'x-slack-scim-relay'

/** The only value of {@link RELAY_HEADER}. */
export const RELAY_HEADER_VALUE = '1'
