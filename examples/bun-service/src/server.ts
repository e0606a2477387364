import { SCIMClient } from 'slack-scim'
import { openLedger } from './ledger.ts'
import { createWebhook } from './webhook.ts'

const { SLACK_SCIM_TOKEN, SLACK_SCIM_URL, HR_WEBHOOK_SECRET, HR_LEDGER, PORT } = Bun.env
if (!SLACK_SCIM_TOKEN || !HR_WEBHOOK_SECRET)
  throw new Error('SLACK_SCIM_TOKEN and HR_WEBHOOK_SECRET are missing')

// HR waits for the answer, and delivers again if it is late.
const scim = new SCIMClient(SLACK_SCIM_TOKEN, { baseUrl: SLACK_SCIM_URL, deadline: 20_000 })
const server = Bun.serve({
  port: Number(PORT ?? 3000),
  maxRequestBodySize: 65_536,
  fetch: createWebhook({ scim, secret: HR_WEBHOOK_SECRET, ledger: openLedger(HR_LEDGER ?? 'ledger.sqlite') }),
})
console.log(`Listening at ${server.url}`)
