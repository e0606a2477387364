import { REFUSED_TOKEN } from '../../contract/slack-contract.ts'

/** Where the page finds relays: one that lets it in, and one that does not. */
export const RELAYS = { open: '/relay', closed: '/closed-relay' } as const

/** The test that cannot hold behind a relay. */
export const NOT_BEHIND_A_RELAY = {
  title: REFUSED_TOKEN,
  reason: "the token is the relay's, and so are the words in which a page is refused",
} as const
