import { GROUP_ASSUMPTIONS } from './groups.ts'
import { LIST_ASSUMPTIONS } from './lists.ts'
import { PROTOCOL_ASSUMPTIONS } from './protocol.ts'
import { USER_ASSUMPTIONS } from './users.ts'

type Table = typeof USER_ASSUMPTIONS &
  typeof GROUP_ASSUMPTIONS &
  typeof LIST_ASSUMPTIONS &
  typeof PROTOCOL_ASSUMPTIONS

/**
 * Every point where Slack's behaviour is unverified, as a switch: its options, the source of the question
 * (`fact`) and why it is open (`why`). The first option is the default: it makes a careless caller's test
 * fail.
 */
export const ASSUMPTIONS: Table = {
  ...USER_ASSUMPTIONS,
  ...GROUP_ASSUMPTIONS,
  ...LIST_ASSUMPTIONS,
  ...PROTOCOL_ASSUMPTIONS,
}

/** The name of a switch. */
export type AssumptionName = keyof Table

/** A value for every switch. */
export type Assumptions = { readonly [Name in AssumptionName]: Table[Name]['options'][number] }
