import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { format } from 'node:util'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { createEmulator, type Emulator, interceptFetch, type Seed } from '../../mocks/index.ts'
import { compileExamples } from '../package/compile-examples.ts'
import { SOURCES } from '../package/entries.ts'
import { ROOT } from '../support/tool.ts'
import { type Block, document, readBlocks } from './documents.ts'

const blocks = readBlocks()

/** Who is there before each sample: what the guide says. */
const SEED = parse(/```yaml\n(users:[^`]+)```/.exec(document('docs/guide/start.md'))?.[1] ?? '') as Seed

describe('the samples of the documents', () => {
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

  it('compile, each on its own', async () => {
    expect(blocks.length).toBeGreaterThan(50)
    const examples = blocks.map(({ path, line, module }) => ({ path, line, code: module }))
    expect(await compileExamples('documents', examples, ['tests/docs/frameworks.d.ts'])).toBe('')
  })

  it('run, but for the few that need what is not here', () => {
    const idle = blocks.filter(({ runs }) => !runs).map(({ path }) => path)
    expect(idle).toEqual(['docs/recipes/behind-a-proxy.md', 'docs/recipes/slack-bolt.md'])
  })

  it.each(blocks.filter(({ runs }) => runs).map((block) => [block.path, block.line, block] as const))(
    '%s, line %i: runs, and prints the documented output',
    async (_path, _line, block) => {
      const lines: string[] = []
      vi.spyOn(console, 'log').mockImplementation((...values) => void lines.push(format(...values)))
      vi.spyOn(console, 'table').mockImplementation(() => undefined)
      await run(block, emulator, folder)
      expect(lines).toEqual(expect.arrayContaining([...block.prints]))
    },
  )

  it('find a person by email in every world only with certain', async () => {
    const block = blocks.find(({ module }) => module.includes('not found where'))
    if (!block) throw new Error('no sample for every world')
    const careless = { ...block, line: 10_000, module: block.module.replace(', { certain: true }', '') }
    expect(careless.module).not.toBe(block.module)
    await expect(run(careless, emulator, folder)).rejects.toThrow(/not found where .*email-filter=misses/)
  })

  it('reach the service: an invalid token is rejected', async () => {
    const block = blocks.find(({ path, module }) => path === 'README.md' && module.includes('xoxp-…'))
    if (!block) throw new Error('no sample with a token')
    const other = createEmulator({ seed: SEED, token: 'another' })
    await expect(run(block, other, folder)).rejects.toThrow('invalid_authentication')
  })
})

/** Runs a sample as a module, with the sources in the place of the package and a token that the emulator takes. */
async function run({ path, line, module }: Block, { token }: Emulator, folder: string): Promise<void> {
  const require = createRequire(`${ROOT}package.json`)
  const code = module.replaceAll('xoxp-…', token).replace(/(?<= from ')[^']+(?=')/g, (specifier) => {
    const source = SOURCES.get(specifier)
    if (source) return pathToFileURL(ROOT + source).href
    if (specifier.startsWith('node:')) return specifier
    return pathToFileURL(require.resolve(specifier)).href
  })
  const file = join(folder, `${path.replaceAll('/', '-')}.${line}.${token}.ts`)
  writeFileSync(file, code)
  await import(/* @vite-ignore */ pathToFileURL(file).href)
}
