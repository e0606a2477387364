import { SCIMClient } from 'slack-scim'
import { slackPacer } from 'slack-scim/pacing'
import { durableObjectPacing } from 'slack-scim/pacing/durable-object'
import { type JournalStore, type OrganizationReader, slackOrganization } from 'slack-scim/provisioning'
import { durableObjectJournal } from 'slack-scim/provisioning/durable-object'
import type { Env } from './env.ts'

/** What a run works with. */
export interface Slack {
  readonly scim: SCIMClient
  readonly facts: OrganizationReader
  readonly journal: JournalStore
}

/** Made anew in each step: a pacer has timers, which end with the request that started them. */
export function slackOf(env: Env): Slack {
  const { SLACK_TOKEN: token, ORGANIZATION: name } = env
  const store = durableObjectPacing(env.SLACK_PACING, { name })
  const pacer = slackPacer({ share: 0.5, store })
  return {
    scim: new SCIMClient(token, { baseUrl: env.SLACK_SCIM_URL, pacer }),
    facts: slackOrganization({ token, baseUrl: env.SLACK_API_URL }),
    journal: durableObjectJournal(env.SLACK_JOURNAL, { name }),
  }
}
