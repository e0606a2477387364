import type { WebAPICall } from './web-api.ts'

/** `auth.test`: whose token this is. */
export function authTest({ actor, directory }: WebAPICall): object {
  const { domain, name, plan } = directory.organization
  const enterprise = plan === 'enterprise'
  return {
    ok: true,
    url: `https://${domain}${enterprise ? '.enterprise' : ''}.slack.com/`,
    team: name,
    user: actor.userName,
    team_id: enterprise ? 'E0EMULATOR' : 'T0EMULATOR',
    user_id: actor.id,
    ...(enterprise ? { enterprise_id: 'E0EMULATOR' } : {}),
    is_enterprise_install: enterprise,
  }
}
