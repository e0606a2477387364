/** Prints every Slack group with its number of members, as CSV, from a network that has but one way out. */

import { SCIMClient } from 'slack-scim'
import { corporateTransport } from './corporate-transport.ts'
import { secret } from './secret.ts'

const transport = corporateTransport()
const scim = new SCIMClient(() => secret('slack-scim-token'), {
  transport,
  baseUrl: process.env.SLACK_SCIM_URL,
})

console.log('id,members,name')
for await (const { id, displayName, members } of scim.searchGroups()) {
  console.log(`${id},${members?.length ?? 0},"${displayName.replaceAll('"', '""')}"`)
}
await transport.close()
