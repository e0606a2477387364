import { SCIMClient } from 'slack-scim'
import { readOnly } from './read-only.ts'
import { unknownAccounts } from './unknown-accounts.ts'

interface Env {
  /** A secret: a user token with the scope `admin`. */
  readonly SLACK_SCIM_TOKEN: string
  /** Where SCIM 1.1 is, if not at Slack. */
  readonly SLACK_SCIM_URL?: string
  /** Has `addresses`, a JSON list of the addresses that the sources know. */
  readonly DIRECTORY: { get(key: string, type: 'json'): Promise<unknown> }
}

export default {
  async scheduled(_controller: unknown, env: Env): Promise<void> {
    const scim = new SCIMClient(env.SLACK_SCIM_TOKEN, { baseUrl: env.SLACK_SCIM_URL, middleware: [readOnly] })
    const { unknown, accounts, complete } = await unknownAccounts(
      scim,
      await env.DIRECTORY.get('addresses', 'json'),
    )
    for (const account of unknown) console.log({ message: 'unknown account', ...account })
    console.log({ message: 'report', accounts, unknown: unknown.length, complete })
  },
}
