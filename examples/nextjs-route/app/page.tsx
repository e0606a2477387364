import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { sessionOf } from '../lib/session.ts'
import { slack } from '../lib/slack.ts'
import { Search } from './search.tsx'

/** A server component: it calls Slack itself, and only what it renders goes to the browser. */
export default async function People(): Promise<ReactNode> {
  if (!sessionOf((await headers()).get('cookie'))) return <p>Sign in first.</p>
  const { users, totalResults } = await slack().searchUsers({ count: 20 })
  return (
    <main>
      <h1>{`${totalResults} people`}</h1>
      <ul>
        {users.map(({ id, displayName, userName, title }) => (
          <li key={id}>{[displayName || userName, title].filter(Boolean).join(', ')}</li>
        ))}
      </ul>
      <Search />
    </main>
  )
}
