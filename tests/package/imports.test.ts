import { globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../support/tool.ts'

/** What each folder may import by name; the folders of its own tree are checked by path. */
const RULES: readonly Rule[] = [
  { files: 'src/**/*.ts', folders: ['src'], packages: ['ofetch', 'valibot'] },
  { files: 'mocks/**/*.ts', folders: ['mocks', 'src'], packages: [] },
]

/** Files that may import more, and why. */
const EXCEPTIONS: Readonly<
  Record<string, { readonly packages: readonly string[]; readonly reason: string }>
> = {
  'src/transports/undici-agents.ts': { packages: ['undici'], reason: 'the connections of slack-scim/node' },
  'mocks/msw.ts': { packages: ['msw'], reason: 'handlers of msw; it does not load in a Worker' },
  'mocks/server.ts': { packages: ['node:http', 'node:net'], reason: 'listens on a socket' },
  'mocks/cli.ts': { packages: ['node:fs', 'node:util'], reason: 'the command line' },
}

interface Rule {
  readonly files: string
  readonly folders: readonly string[]
  readonly packages: readonly string[]
}

/** Every specifier in a file: imports, exports, dynamic imports, types. */
function specifiers(path: string): string[] {
  const { importedFiles, referencedFiles, typeReferenceDirectives, libReferenceDirectives } =
    ts.preProcessFile(readFileSync(ROOT + path, 'utf8'), true, true)
  return [importedFiles, referencedFiles, typeReferenceDirectives, libReferenceDirectives]
    .flat()
    .map(({ fileName }) => fileName)
}

/** The imports of a file that a rule does not allow. */
function offences(path: string, { folders, packages }: Rule): string[] {
  const allowed = [...packages, ...(EXCEPTIONS[path]?.packages ?? [])]
  return specifiers(path)
    .filter((specifier) => {
      if (!specifier.startsWith('.')) return !allowed.includes(specifier)
      const target = posix.join(posix.dirname(path), specifier)
      return !folders.some((folder) => target.startsWith(`${folder}/`)) || !target.endsWith('.ts')
    })
    .map((specifier) => `${path} imports ${specifier}`)
}

describe('imports run one way', () => {
  test.each(RULES)('$files know nothing but $folders and $packages', (rule) => {
    const files = globSync(rule.files, { cwd: ROOT })
    expect(files.length).toBeGreaterThan(0)
    expect(files.flatMap((path) => offences(path, rule))).toEqual([])
  })

  test.each(Object.entries(EXCEPTIONS))('%s is an exception that is needed', (path, { packages }) => {
    expect(specifiers(path)).toEqual(expect.arrayContaining([...packages]))
  })
})
