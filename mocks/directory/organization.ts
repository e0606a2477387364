/** The organization (or the workspace, below Enterprise) whose directory this is. */
export interface Organization {
  /** `E…` on Enterprise, else the team's `T…`; default `E0EMULATOR` and `T0EMULATOR`. */
  readonly id?: string
  readonly name: string
  /** The part of `https://<domain>.enterprise.slack.com`. */
  readonly domain: string
  /** SCIM needs Business+ or Enterprise; guests need Enterprise. */
  readonly plan: 'enterprise' | 'business-plus' | 'pro'
  /** Whether people may change their own display names; if so, SCIM must not. */
  readonly peopleChangeDisplayNames: boolean
  /** Names that Slack reserves. */
  readonly reservedNames: readonly string[]
}

/** Returns the settings of a plain Enterprise organization. */
export function defaultOrganization(): Organization {
  return {
    name: 'Acme',
    domain: 'acme',
    plan: 'enterprise',
    peopleChangeDisplayNames: false,
    reservedNames: ['slackbot', 'slack', 'here', 'channel', 'everyone', 'group'],
  }
}

/** The id of the organization as the Web API shows it. */
export function organizationId({ id, plan }: Organization): string {
  return id ?? (plan === 'enterprise' ? 'E0EMULATOR' : 'T0EMULATOR')
}

/** The URL of the organization, with a trailing slash. */
export function organizationUrl({ domain, plan }: Organization): string {
  return `https://${domain}${plan === 'enterprise' ? '.enterprise' : ''}.slack.com/`
}
