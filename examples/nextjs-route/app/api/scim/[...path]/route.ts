import { createRelay } from 'slack-scim/relay/server'
import { sessionOf } from '../../../../lib/session.ts'
import { service, token } from '../../../../lib/slack.ts'

/** The part of SCIM that pages may use: searching people, for those who are signed in. */
const relay = createRelay({
  token,
  baseUrl: service(),
  // What browsers see, whatever stands before Next.
  origins: [process.env.APP_ORIGIN ?? 'http://localhost:3000'],
  authorize: ({ headers }) => sessionOf(headers.get('cookie')),
  allow: {
    searchUsers: { attributes: ['userName', 'displayName', 'title'], filterBy: ['userName'], maxCount: 10 },
  },
})

export { relay as GET }
