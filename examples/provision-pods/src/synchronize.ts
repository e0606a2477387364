import type { Redis } from 'ioredis'
import { SCIMClient } from 'slack-scim'
import { slackPacer } from 'slack-scim/pacing'
import { redisPacing } from 'slack-scim/pacing/redis'
import {
  type ApplyReport,
  applyPlan,
  fold,
  planProvisioning,
  readDesired,
  readSnapshot,
  slackOrganization,
} from 'slack-scim/provisioning'
import { redisJournal } from 'slack-scim/provisioning/redis'
import { directory, POLICY } from './directory.ts'
import { standBy } from './stand-by.ts'

/** What a pod is told by its environment. */
export interface Settings {
  readonly token: string
  /** The id of the organization at Slack. */
  readonly organization: string
  /** HR's export. */
  readonly people: string
  /** The name of the pod, for messages. */
  readonly pod: string
  /** Where SCIM 1.1 and the Web API are, if not at Slack. */
  readonly scimUrl?: string | undefined
  readonly apiUrl?: string | undefined
  readonly signal: AbortSignal
}

/** Makes Slack equal to the directory: waits until no other pod does, plans, and applies the plan. */
export async function synchronize(redis: Redis, settings: Settings): Promise<ApplyReport> {
  const { token, organization: name, pod, signal } = settings
  const evaluate = (script: string, keys: string[], args: string[]): Promise<unknown> =>
    redis.eval(script, keys.length, ...keys, ...args)
  const journal = redisJournal(evaluate, { name })
  const pacer = slackPacer({ share: 0.5, store: redisPacing(evaluate, { name }) })
  const scim = new SCIMClient(token, { baseUrl: settings.scimUrl, pacer })
  const facts = slackOrganization({ token, baseUrl: settings.apiUrl })

  return standBy(journal, settings, async () => {
    const desired = await readDesired([await directory(settings.people)])
    const snapshot = await readSnapshot(scim, { facts, signal })
    const { links } = await fold(journal.read(), { now: Date.now(), secret: await journal.secret() })
    const plan = planProvisioning({ desired, snapshot, links, policy: POLICY, now: new Date() })
    return applyPlan(scim, plan, {
      journal,
      facts,
      policy: POLICY,
      // The client has the pacer.
      pacer: null,
      owner: pod,
      // Another pod takes over this long after one has died.
      leaseTime: 15_000,
      signal,
      onEvent: (event) => {
        if (event.type === 'run.start') console.log(`${pod} applies ${event.steps} steps`)
      },
    })
  })
}
