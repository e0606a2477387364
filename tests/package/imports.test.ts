import { globSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../support/tool.ts'
import { specifiersOf } from './imported.ts'

/** The packages that the files of a tree import; layers.test.ts holds which files they import. */
const RULES: readonly Rule[] = [
  { files: 'src/**/*.ts', packages: ['ofetch', 'valibot'] },
  { files: 'mocks/**/*.ts', packages: [] },
  {
    files: 'cli/**/*.ts',
    packages: [
      '@clack/prompts',
      'cli-progress',
      'commander',
      'csv-parse',
      'csv-stringify/sync',
      'ioredis',
      'picocolors',
      'valibot',
      'yaml',
      'node:events',
      'node:fs',
      'node:os',
      'node:path',
      'node:stream',
    ],
  },
]

/** Files that may import more, and why. */
const EXCEPTIONS: Readonly<
  Record<string, { readonly packages: readonly string[]; readonly reason: string }>
> = {
  'src/provisioning/files/file-journal.ts': {
    packages: ['node:fs/promises', 'node:path'],
    reason: 'slack-scim/provisioning/node',
  },
  'src/provisioning/files/lease-files.ts': {
    packages: ['node:fs/promises', 'node:path'],
    reason: 'the same',
  },
  'src/provisioning/files/private-folder.ts': {
    packages: ['node:fs', 'node:fs/promises', 'node:path', 'node:process'],
    reason: 'the same',
  },
  'src/provisioning/files/segments.ts': { packages: ['node:buffer', 'node:fs'], reason: 'the same' },
  'src/transports/undici.ts': {
    packages: ['undici', 'undici/lib/dispatcher/agent.js', 'undici/lib/core/connect.js'],
    reason: 'the connections of slack-scim/node',
  },
  'src/transports/undici-agents.ts': { packages: ['undici'], reason: 'their types' },
  'src/transports/undici-request.ts': { packages: ['undici'], reason: 'their types' },
  'mocks/msw.ts': { packages: ['msw'], reason: 'handlers of msw; it does not load in a Worker' },
  'mocks/server.ts': { packages: ['node:http', 'node:net'], reason: 'listens on a socket' },
}

interface Rule {
  readonly files: string
  readonly packages: readonly string[]
}

/** The imports of a file that a rule does not allow. A relative import names a file of TypeScript. */
function offences(path: string, { packages }: Rule): string[] {
  const allowed = [...packages, ...(EXCEPTIONS[path]?.packages ?? [])]
  return specifiersOf(path)
    .filter((specifier) =>
      specifier.startsWith('.') ? !specifier.endsWith('.ts') : !allowed.includes(specifier),
    )
    .map((specifier) => `${path} imports ${specifier}`)
}

describe('imports of packages', () => {
  test.each(RULES)('$files import no package but $packages', (rule) => {
    const files = globSync(rule.files, { cwd: ROOT })
    expect(files.length).toBeGreaterThan(0)
    expect(files.flatMap((path) => offences(path, rule))).toEqual([])
  })

  test.each(Object.entries(EXCEPTIONS))('%s uses each of its exceptions', (path, { packages }) => {
    expect(specifiersOf(path)).toEqual(expect.arrayContaining([...packages]))
  })
})
