'use client'

import { type ReactNode, useState } from 'react'
import { SCIMClient, type User } from 'slack-scim'
import { sw } from 'slack-scim/filter'
import { relayTransport } from 'slack-scim/relay'

// No token: the route handler has it.
const scim = new SCIMClient(null, { transport: relayTransport({ url: '/api/scim' }) })

/** A client component: it searches through the relay. */
export function Search(): ReactNode {
  const [found, setFound] = useState<readonly User[]>([])
  const [problem, setProblem] = useState('')

  async function search(text: string): Promise<void> {
    try {
      setFound(text ? (await scim.searchUsers({ filter: sw('userName', text), count: 10 })).users : [])
      setProblem('')
    } catch (error) {
      setProblem(String(error))
    }
  }
  return (
    <form action={(data) => search(String(data.get('text')))}>
      <input name="text" type="search" placeholder="User name begins with…" aria-label="Search people" />
      <ul id="found">
        {found.map(({ id, displayName, userName }) => (
          <li key={id}>{displayName || userName}</li>
        ))}
      </ul>
      <p role="alert">{problem}</p>
    </form>
  )
}
