import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assertBuilt } from './built.ts'
import { runCommand } from './command.ts'
import { SOURCES } from './entries.ts'
import { readExamples } from './examples.ts'
import { installedTypeScript, TYPESCRIPTS } from './installed-typescript.ts'
import { endAll, installedVersion, projectWith } from './project.ts'

const RESOLUTIONS = [
  { moduleResolution: 'bundler', module: 'esnext' },
  { moduleResolution: 'node16', module: 'node16' },
]

/** The types of msw need those of Node, and so does whoever imports it. */
const needsNode = (text: string): boolean => /mocks\/msw'|from '(msw|node:)/.test(text)

/** What a project writes: all that the package exports, and the examples of its documentation. */
function filesOf(isWithNode: boolean): ReadonlyMap<string, string> {
  const files = [...SOURCES.keys()].map((entry, index) => `export * as entry${index} from '${entry}'`)
  const examples = readExamples().map(({ path, line, code }): [string, string] => [
    `${path.replaceAll('/', '-').replace(/\.ts$/, '')}-${line}.mts`,
    `${code}\nexport {}\n`,
  ])
  const all: [string, string][] = [
    ...files.map((code, index): [string, string] => [`entry-${index}.mts`, `${code}\n`]),
    ...examples,
  ]
  return new Map(all.filter(([, code]) => needsNode(code) === isWithNode))
}

/** Compiles files in a project that has installed the packed package, and returns what the compiler says. */
async function compile(
  folder: string,
  typescript: string,
  files: ReadonlyMap<string, string>,
  more: object,
): Promise<string> {
  const project = join(folder, 'typed')
  mkdirSync(project, { recursive: true })
  for (const [name, code] of files) writeFileSync(join(project, name), code)
  const compilerOptions = {
    target: 'ES2022',
    lib: ['ES2022', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    skipLibCheck: false,
    types: [],
    noEmit: true,
    ...more,
  }
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [...files.keys()] }))
  const tsc = await installedTypeScript(typescript)
  return runCommand(tsc, ['-p', project, '--pretty', 'false'], { cwd: project }).catch(String)
}

beforeAll(assertBuilt)
afterAll(endAll)

describe.each(TYPESCRIPTS)('with TypeScript %s', (typescript) => {
  beforeAll(() => installedTypeScript(typescript), 120_000)

  test.each(RESOLUTIONS)(
    'compiles its types under $moduleResolution, without types of Node or undici',
    async (resolution) => {
      const files = filesOf(false)
      expect(files.size).toBeGreaterThan(SOURCES.size)
      expect(await compile(await projectWith(), typescript, files, resolution)).toBe('')
    },
    120_000,
  )

  test('rejects a misspelled attribute', async () => {
    const code =
      "import type { UserCreate } from 'slack-scim'\nexport const user: Partial<UserCreate> = { userNmae: 'jo' }\n"
    const said = await compile(await projectWith(), typescript, new Map([['misspelled.mts', code]]), {
      module: 'node16',
      moduleResolution: 'node16',
    })
    expect(said).toContain('userNmae')
  }, 120_000)

  test('compiles the types of the msw handlers with msw and the types of Node', async () => {
    const files = filesOf(true)
    expect(files.size).toBeGreaterThanOrEqual(2)
    const folder = await projectWith({
      msw: installedVersion('msw'),
      '@types/node': installedVersion('@types/node'),
    })
    // The types of msw and of Node are not ours to check.
    const more = { module: 'node16', moduleResolution: 'node16', types: ['node'], skipLibCheck: true }
    expect(await compile(folder, typescript, files, more)).toBe('')
  }, 120_000)
})
