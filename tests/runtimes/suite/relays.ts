/** Where the page finds relays: one that lets it in, and one that does not. */
export const RELAYS = { open: '/relay', closed: '/closed-relay' } as const

/** The test that cannot hold behind a relay. */
export const NOT_BEHIND_A_RELAY = {
  title: 'refuses a token in the envelope of 1.1, on 2.0 too',
  reason: "the token is the relay's, and so are the words in which a page is refused",
} as const
