import 'server-only'
import { SCIMClient } from 'slack-scim'

/** The token, from the platform's secrets. */
export function token(): string {
  const { SLACK_SCIM_TOKEN } = process.env
  if (!SLACK_SCIM_TOKEN) throw new Error('SLACK_SCIM_TOKEN is missing')
  return SLACK_SCIM_TOKEN
}

/** Where SCIM is, without its version: Slack, if nothing else is said. */
export function service(): string {
  return process.env.SLACK_SCIM_URL ?? 'https://api.slack.com/scim/'
}

/** A client for the server. An import of this file into a client component fails the build. */
export function slack(): SCIMClient {
  return new SCIMClient(token, { baseUrl: `${service()}v1/` })
}
