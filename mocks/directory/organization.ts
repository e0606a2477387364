/** The organization (or the workspace, below Enterprise) whose directory this is. */
export interface Organization {
  readonly name: string
  /** The part of `https://<domain>.enterprise.slack.com`. */
  readonly domain: string
  /** SCIM needs Business+ or Enterprise; guests need Enterprise. */
  readonly plan: 'enterprise' | 'business-plus' | 'pro'
  /** Whether people may change their own display names; SCIM must not, then. */
  readonly peopleChangeDisplayNames: boolean
  /** Names that nobody can have. */
  readonly reservedNames: readonly string[]
}

/** An Enterprise organization with nothing special. */
export function defaultOrganization(): Organization {
  return {
    name: 'Acme',
    domain: 'acme',
    plan: 'enterprise',
    peopleChangeDisplayNames: false,
    reservedNames: ['slackbot', 'slack', 'here', 'channel', 'everyone', 'group'],
  }
}

/** The address of the organization, with a slash at its end. */
export function organizationUrl({ domain, plan }: Organization): string {
  return `https://${domain}${plan === 'enterprise' ? '.enterprise' : ''}.slack.com/`
}
