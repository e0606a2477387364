/** The bindings of wrangler.jsonc, and the secrets. */
export interface Env {
  /** A secret: a user token with the scopes `admin` and `users:read`. */
  readonly SLACK_TOKEN: string
  /** Where SCIM 1.1 and the Web API are, if not at Slack. */
  readonly SLACK_SCIM_URL?: string
  readonly SLACK_API_URL?: string
  readonly ORGANIZATION: string
  readonly STEPS_PER_BATCH: string
  readonly APPROVERS: string
  readonly ACCESS_TEAM: string
  readonly ACCESS_AUDIENCE: string
  readonly DIRECTORY: KVNamespace
  readonly PLANS: R2Bucket
  readonly RUNS: Workflow
  readonly SLACK_JOURNAL: DurableObjectNamespace
  readonly SLACK_PACING: DurableObjectNamespace
}
