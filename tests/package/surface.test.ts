import { describe, expect, test } from 'vitest'
import { ROOT } from '../support/tool.ts'
import { SOURCES } from './entries.ts'
import { readSurface } from './surface.ts'

// A name that comes or goes is a decision: look at the difference, then `vitest run tests/package/surface.test.ts -u`.
// The names of each entry stand in a file of their own, `surface/` and its specifier.

const ENTRIES = [
  'slack-scim',
  'slack-scim/bun',
  'slack-scim/deno',
  'slack-scim/filter',
  'slack-scim/mocks',
  'slack-scim/mocks/msw',
  'slack-scim/mocks/server',
  'slack-scim/node',
  'slack-scim/pacing',
  'slack-scim/pacing/durable-object',
  'slack-scim/pacing/redis',
  'slack-scim/patch',
  'slack-scim/provisioning',
  'slack-scim/provisioning/durable-object',
  'slack-scim/provisioning/html',
  'slack-scim/provisioning/node',
  'slack-scim/provisioning/redis',
  'slack-scim/relay',
  'slack-scim/relay/server',
  'slack-scim/schemas',
  'slack-scim/workers',
]

async function names(entry: string): Promise<string[]> {
  const path = SOURCES.get(entry)
  if (!path) throw new Error(`deno.json exports no ${entry}.`)
  const [surface, module] = await Promise.all([readSurface(path), import(/* @vite-ignore */ ROOT + path)])
  const known = surface.names.map(({ name, kind }) => {
    const isValue = ['class', 'const', 'function'].includes(kind)
    // `export type` of a class.
    return `${isValue && !(name in module) ? 'type' : kind} ${name}`
  })
  return [...new Set(known)].sort()
}

describe('the exported names of an entry', () => {
  test.each(ENTRIES)('match the snapshot of %s', async (entry) => {
    await expect(`${(await names(entry)).join('\n')}\n`).toMatchFileSnapshot(`surface/${entry}.txt`)
  })
})

describe('the list of entries', () => {
  test('contains every entry', () => {
    expect([...SOURCES.keys()].sort()).toEqual(ENTRIES)
  })
})
