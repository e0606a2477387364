import type { Env } from './env.ts'
import { review } from './review.ts'

export { SlackPacing } from 'slack-scim/pacing/durable-object'
export { SlackJournal } from 'slack-scim/provisioning/durable-object'
export { ProvisioningRun } from './run.ts'

export default {
  async scheduled({ scheduledTime }, env) {
    const id = new Date(scheduledTime).toISOString().slice(0, 10)
    // A cron may fire twice. The second instance of a day is refused, and the first goes on.
    await env.RUNS.create({ id }).catch(() => env.RUNS.get(id))
  },
  fetch: review,
} satisfies ExportedHandler<Env>
