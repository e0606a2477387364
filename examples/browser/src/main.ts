import { SCIMClient } from 'slack-scim'
import { relayTransport } from 'slack-scim/relay'
import { element } from './element.ts'
import { showGroups } from './groups.ts'
import { searchPeople } from './people.ts'

// No token: the relay, on the same origin, has it.
const scim = new SCIMClient(null, { transport: relayTransport({ url: '/api/scim' }) })

const report = (error: unknown): void => {
  element('problem').textContent = error instanceof Error ? error.message : String(error)
}
searchPeople(scim, report)
showGroups(scim).catch(report)
