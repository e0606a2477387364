import { organizationId, organizationUrl } from '../directory/organization.ts'
import type { WebAPICall } from './call.ts'

/** `auth.test`: the account of the token. */
export function authTest({ actor, directory }: WebAPICall): object {
  const { organization } = directory
  const enterprise = organization.plan === 'enterprise'
  return {
    ok: true,
    url: organizationUrl(organization),
    team: organization.name,
    user: actor.userName,
    team_id: organizationId(organization),
    user_id: actor.id,
    ...(enterprise ? { enterprise_id: organizationId(organization) } : {}),
    is_enterprise_install: enterprise,
  }
}
