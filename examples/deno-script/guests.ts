/**
 * Lists the guests whose account ends within some days (the argument, default 14), the next one first.
 *
 * It may reach one host and read two variables, and nothing else: see the tasks of deno.json.
 */

import { SCIMClient } from '@slack-scim/client'
import { expiringGuests } from './expiring-guests.ts'

const token = Deno.env.get('SLACK_SCIM_TOKEN')
const days = Number(Deno.args[0] ?? 14)
if (!token || !(days > 0)) {
  console.error('Usage: SLACK_SCIM_TOKEN=… deno task guests [days]')
  Deno.exit(2)
}

const scim = new SCIMClient(token, { baseUrl: Deno.env.get('SLACK_SCIM_URL') })
const guests = await expiringGuests(scim, new Date(Date.now() + days * 86_400_000))
for (const { date, id, email } of guests) console.log(`${date}  ${id}  ${email}`)
console.log(`${guests.length} guests end within ${days} days.`)
