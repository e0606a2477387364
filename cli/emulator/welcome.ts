import type { Emulator } from '../../mocks/index.ts'

/** What `GET /` says: where the service is, and with which token. */
export function welcome({ baseUrl, token }: Emulator, origin: string): string {
  const scim = `${origin}${new URL(baseUrl).pathname}`
  return `This is an emulator of Slack's SCIM service.

SCIM 1.1   ${scim}v1/
SCIM 2.0   ${scim}v2/
Web API    ${origin}/api/auth.test and ${origin}/api/users.list
Token      ${token}
Control    ${origin}/_emulator/ (for programs of this machine)

curl -H 'Authorization: Bearer ${token}' ${scim}v1/Users
`
}
