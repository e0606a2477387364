import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { format } from 'node:util'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createEmulator, type Emulator, interceptFetch } from '../../mocks/index.ts'
import { chainOf } from '../../src/chain/order.ts'
import { scim11 } from '../../src/dialects/scim-1-1.ts'
import { SCIMClient } from '../../src/index.ts'
import { compileExamples } from '../package/compile-examples.ts'
import { SOURCES } from '../package/entries.ts'
import { ROOT } from '../support/tool.ts'
import { type Block, README, readBlocks } from './readme.ts'

const blocks = readBlocks()

/** Who is there before each block. */
const SEED = {
  users: [
    { id: 'U024BE7LH', userName: 'jo', name: 'Jo Park' },
    { id: 'U0G9QF9C6', userName: 'kim', name: 'Kim Holm' },
    { id: 'U0LEA0001', userName: 'lea', active: false },
  ],
  groups: [{ id: 'S0614TZR7', displayName: 'Platform', members: ['kim'] }],
}

describe('the README', () => {
  it('compiles each of its blocks on its own', async () => {
    expect(blocks.length).toBeGreaterThan(10)
    const examples = blocks.map(({ line, module }) => ({ path: 'README.md', line, code: module }))
    expect(await compileExamples('readme', examples)).toBe('')
  })

  it('lists exactly the existing entries', () => {
    const section = README.slice(README.indexOf('\n## Entries\n'), README.indexOf('\n## Security\n'))
    const listed = Array.from(section.matchAll(/^\| `(slack-scim[^`]*)`/gm), ([, entry]) => entry)
    expect(listed.sort()).toEqual([...SOURCES.keys()].sort())
  })

  it('lists every error, with its code', async () => {
    const section = README.slice(README.indexOf('\n## Errors\n'), README.indexOf('\n## The chain\n'))
    const listed = Array.from(section.matchAll(/^\| `(SCIM\w+Error)` \| `(\w+)`/gm), ([, name]) => name)
    const exported: string[] = []
    for (const entry of ['slack-scim', 'slack-scim/filter', 'slack-scim/patch']) {
      exported.push(...Object.keys(await import(/* @vite-ignore */ ROOT + SOURCES.get(entry))))
    }
    const errors = new Set(exported.filter((name) => /^SCIM\w+Error$/.test(name)))
    expect(listed.sort()).toEqual([...errors].sort())
  })

  it('draws the middleware in call order', () => {
    const drawing = README.slice(README.indexOf(' your call\n'), README.indexOf(' transport  '))
    const drawn = Array.from(drawing.matchAll(/^ (\w+(?: \w+)*)/gm), ([, words]) => words)
    const never = (): Promise<never> => Promise.reject(new Error('never called'))
    const links = chainOf({
      dialect: scim11(),
      baseUrl: SCIMClient.BASE_URL,
      transport: never,
      retryHandlers: [],
      maxRetryWait: 0,
      validation: { request: 'strict', response: 'loose' },
      unknownAttributes: 'warn',
      pacer: { acquire: never },
    })([
      { name: 'your middleware', handle: never },
      { name: 'your middleware', stage: 'attempt', handle: never },
    ])
    const names = links.map(({ name }) => (name === 'observe' ? 'events and log' : name.replaceAll('-', ' ')))
    expect(drawn).toEqual(['your call', ...names])
  })

  it('links only to existing files', () => {
    const links = Array.from(README.matchAll(/\]\((?!https:)([^)]+)\)/g), ([, path]) => path ?? '')
    expect(links.length).toBeGreaterThan(0)
    expect(links.filter((path) => !existsSync(ROOT + path))).toEqual([])
  })
})

describe('the blocks of the README', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slack-scim-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  let emulator: Emulator
  let restore: () => void
  beforeEach(() => {
    emulator = createEmulator({ seed: SEED })
    restore = interceptFetch(emulator)
  })
  afterEach(() => {
    restore()
    vi.restoreAllMocks()
  })

  it.each(blocks.map((block) => [block.heading, block.line, block] as const))(
    '%s, line %i: runs, and prints the documented output',
    async (_heading, _line, block) => {
      const lines: string[] = []
      vi.spyOn(console, 'log').mockImplementation((...values) => void lines.push(format(...values)))
      await run(block, emulator, folder)
      expect(lines).toEqual(expect.arrayContaining([...block.prints]))
    },
  )

  it('find a person by email in every world only with certain', async () => {
    const block = blocks.find(({ module }) => module.includes('slackWorlds()'))
    if (!block) throw new Error('no block with slackWorlds')
    const careless = {
      ...block,
      line: block.line + 10_000,
      module: block.module.replace(', { certain: true }', ''),
    }
    expect(careless.module).not.toBe(block.module)
    await expect(run(careless, emulator, folder)).rejects.toThrow(/not found where .*email-filter=misses/)
  })

  it('reach the service: an invalid token is rejected', async () => {
    const first = blocks[0]
    if (!first) throw new Error('no blocks')
    const other = createEmulator({ seed: SEED, token: 'another' })
    await expect(run(first, other, folder)).rejects.toThrow('invalid_authentication')
  })
})

/** Runs a block as a module, with the sources in the place of the package and a token that the emulator takes. */
async function run({ line, module }: Block, { token }: Emulator, folder: string): Promise<void> {
  const require = createRequire(`${ROOT}package.json`)
  const code = module.replaceAll('xoxp-…', token).replace(/(?<= from ')[^']+(?=')/g, (specifier) => {
    const source = SOURCES.get(specifier)
    if (source) return pathToFileURL(ROOT + source).href
    return pathToFileURL(require.resolve(specifier)).href
  })
  const file = join(folder, `README.${line}.${token}.ts`)
  writeFileSync(file, code)
  await import(/* @vite-ignore */ pathToFileURL(file).href)
}
