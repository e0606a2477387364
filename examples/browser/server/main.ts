import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRelay } from 'slack-scim/relay/server'
import { page } from './page.ts'
import { serve } from './serve.ts'
import { createSession } from './session.ts'

const { SLACK_SCIM_TOKEN, SLACK_SCIM_URL, PORT } = process.env
if (!SLACK_SCIM_TOKEN) throw new Error('SLACK_SCIM_TOKEN is missing')

const session = createSession()
const server = createServer()
server.listen(Number(PORT ?? 4020), '127.0.0.1', () => {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const relay = createRelay({
    token: SLACK_SCIM_TOKEN,
    baseUrl: SLACK_SCIM_URL,
    origins: [origin],
    authorize: ({ headers }) => session.isSignedIn(headers.get('cookie')),
    // All that the page needs, and nothing that changes anything.
    allow: {
      searchUsers: {
        attributes: ['userName', 'displayName', 'title', 'active', 'groups'],
        filterBy: ['userName'],
        maxCount: 10,
      },
      searchGroups: { attributes: ['displayName', 'members.value'] },
    },
  })
  serve(server, origin, (request) =>
    request.url.startsWith(`${origin}/api/scim/`) ? relay(request) : page(request, session),
  )
  console.log(`Listening at ${origin}/?key=${session.key}`)
})
