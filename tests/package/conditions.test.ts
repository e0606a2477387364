import { relative } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../support/tool.ts'
import { assertBuilt } from './built.ts'
import { runCommand } from './command.ts'
import { SOURCES } from './entries.ts'
import { endAll, projectWith } from './project.ts'

/** What tells runtimes apart in `exports`; a bundler for one gives at least its own. */
const CONDITIONS = ['node', 'deno', 'bun', 'workerd', 'edge-light', 'browser']

/** Entries that are not the same everywhere: where they are what they are called, and a stub where not. */
const ONLY_IN: Readonly<Record<string, readonly string[]>> = {
  'slack-scim/node': ['node', 'deno'],
  'slack-scim/bun': ['bun'],
  'slack-scim/deno': ['deno'],
  'slack-scim/provisioning/node': ['node', 'deno', 'bun'],
}

const entries = [...SOURCES.keys()]

/** The file in `dist` that an entry leads to: `dist/node-stub.mjs`. */
function expectedFile(entry: string, runtime: string): string {
  const name = entry.split('/').slice(1).join('/') || 'index'
  const isHere = ONLY_IN[entry]?.includes(runtime) ?? true
  return `dist/${name}${isHere ? '' : '-stub'}.mjs`
}

let project = ''
beforeAll(async () => {
  assertBuilt()
  project = await projectWith()
}, 120_000)
afterAll(endAll)

/** Below the package: `dist/index.mjs`. */
function inPackage(file: string): string {
  return file.replace(/^.*node_modules\/slack-scim\//, '')
}

describe.each(CONDITIONS)('under the condition %s', (condition) => {
  test('resolves every entry to a working file or a stub', async () => {
    const files: Record<string, string> = {}
    await build({
      stdin: { contents: entries.map((entry) => `import '${entry}'`).join('\n'), resolveDir: project },
      bundle: true,
      write: false,
      platform: 'neutral',
      conditions: [condition],
      logLevel: 'silent',
      plugins: [
        {
          name: 'where entries lead',
          setup({ onResolve, resolve }) {
            onResolve({ filter: /^slack-scim/ }, async ({ path, pluginData, kind, resolveDir }) => {
              if (pluginData === 'asked') return undefined
              const found = await resolve(path, { kind, resolveDir, pluginData: 'asked' })
              files[path] = inPackage(found.path)
              return { path, external: true }
            })
          },
        },
      ],
    })
    expect(files).toEqual(Object.fromEntries(entries.map((entry) => [entry, expectedFile(entry, condition)])))
  })
})

describe.each([
  ['node', process.execPath, []],
  ['deno', `${ROOT}node_modules/.bin/deno`, ['eval', '--no-lock']],
  ['bun', `${ROOT}node_modules/.bin/bun`, ['--no-install']],
])('in the runtime %s', (runtime, program, args) => {
  test('resolves every entry to the same file', async () => {
    const code = `console.log(JSON.stringify(${JSON.stringify(entries)}.map((entry) => import.meta.resolve(entry))))`
    const command = runtime === 'deno' ? [...args, code] : [...args, '--eval', code]
    const printed = await runCommand(program, command, { cwd: project })
    const files = (JSON.parse(printed) as string[]).map(inPackage)
    expect(files).toEqual(entries.map((entry) => expectedFile(entry, runtime)))
  })
})

test('lists only entries as exceptions', () => {
  expect(entries).toEqual(expect.arrayContaining(Object.keys(ONLY_IN)))
  expect(relative(ROOT, project).startsWith('..')).toBe(true)
})
