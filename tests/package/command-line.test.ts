import { execFileSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMANDS, configSchema, seedSchema } from '../../build.command.ts'
import { createEmulator, seedDirectory } from '../../mocks/index.ts'
import { serveEmulator } from '../../mocks/server.ts'
import { VERSION } from '../../src/protocol/version.ts'
import { installedNode } from '../runtimes/lanes/installed-node.ts'
import { NODE_VERSIONS } from '../runtimes/lanes/node.ts'
import { ROOT } from '../support/tool.ts'
import { assertBuilt } from './built.ts'
import { runCommand } from './command.ts'
import { packageManifest } from './entries.ts'
import { endAll, projectWith } from './project.ts'

beforeAll(assertBuilt)
afterAll(endAll)

describe('the command line', () => {
  test('is built as the executable files that bin names', () => {
    expect(Object.values(packageManifest.bin).map((path) => path.slice(2))).toEqual(Object.keys(COMMANDS))
    for (const path of Object.keys(COMMANDS)) expect(statSync(ROOT + path).mode & 0o111).toBe(0o111)
  })

  test('is bundled: its files import only modules of Node and each other', () => {
    const files = [...Object.keys(COMMANDS), ...globSync('dist/cli/*.mjs', { cwd: ROOT })]
    const known = new Set(files.map((file) => join(ROOT, file)))
    const strangers = files.flatMap((file) => {
      const text = readFileSync(ROOT + file, 'utf8')
      const imported = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName)
      const required = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name = '']) => name)
      return [...imported, ...required].filter(
        (name) => !isBuiltin(name) && !known.has(join(ROOT, dirname(file), name)),
      )
    })
    expect(files.length).toBeGreaterThan(10)
    expect(strangers).toEqual([])
  })

  test('starts with a tenth of its code, and is at most 1.6 MB, a third of it undici for proxies', () => {
    const size = (file: string): number => statSync(ROOT + file).size
    const all = ['dist/cli.mjs', ...globSync('dist/cli/*.mjs', { cwd: ROOT })]
    const sum = all.reduce((total, file) => total + size(file), 0)
    expect(sum).toBeLessThanOrEqual(1_600_000)
    expect(startOf('dist/cli.mjs').reduce((total, file) => total + size(file), 0)).toBeLessThanOrEqual(
      sum / 5,
    )
  })

  test('prints its help within 2.5 times of the start of Node', () => {
    const fastest = (...args: readonly string[]): number =>
      Math.min(
        ...Array.from({ length: 9 }, () => {
          const start = performance.now()
          execFileSync(process.execPath, args, { cwd: ROOT })
          return performance.now() - start
        }),
      )
    expect(fastest('dist/cli.mjs', '--help') / fastest('-e', '0')).toBeLessThanOrEqual(2.5)
  })

  test('plans, applies what was approved, and has nothing to do afterwards', async () => {
    const emulator = createEmulator({ seed: seedDirectory({ users: 30, groups: 2 }) })
    const server = await serveEmulator(emulator)
    const folder = mkdtempSync(join(tmpdir(), 'slack-scim-built-'))
    const env = { SLACK_SCIM_BASE_URL: server.url }
    const slackScim = (...args: readonly string[]): Promise<string> =>
      runCommand(process.execPath, [`${ROOT}dist/cli.mjs`, ...args], { cwd: join(folder, 'company'), env })
    try {
      mkdirSync(join(folder, 'company'))
      await slackScim('init', '.', '--from-slack')
      await slackScim('sync')
      const people = join(folder, 'company', 'people.csv')
      writeFileSync(people, readFileSync(people, 'utf8').replace('Engineer', 'Chief'))
      const digest = /^Digest (\w+)$/m.exec(await slackScim('plan'))?.[1] ?? ''
      expect(await slackScim('apply', '--expect', digest)).toContain('1 of 1 done')
      expect(await slackScim('apply')).toContain('Nothing to do.')
    } finally {
      await server.close()
      rmSync(folder, { recursive: true })
    }
  })

  test('publishes the JSON Schemas of seeds and configurations', () => {
    expect(readFileSync(`${ROOT}dist/schemas/seed.schema.json`, 'utf8')).toBe(seedSchema())
    expect(readFileSync(`${ROOT}dist/schemas/config.schema.json`, 'utf8')).toBe(configSchema())
    expect(JSON.parse(seedSchema())).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      additionalProperties: false,
      properties: { users: { items: { required: ['userName'], additionalProperties: false } } },
    })
  })

  test.each(NODE_VERSIONS)('runs in Node %s in a project with the package installed', async (version) => {
    const [node, project] = await Promise.all([installedNode(version), projectWith()])
    const cli = join(project, 'node_modules/slack-scim/dist/cli.mjs')
    expect(await runCommand(node, [cli, '--version'], { cwd: project })).toBe(`${VERSION}\n`)
    const help = await runCommand(node, [cli, 'emulate', '--help'], { cwd: project })
    expect(help).toContain('put-without-active=deactivates (default), keeps')
    const file = `seed-${version}.yaml`
    expect(await runCommand(node, [cli, 'emulate', 'init', file], { cwd: project })).toContain(
      `Wrote ${file}`,
    )
  })

  test.each(Object.keys(packageManifest.bin))('is installed by npm as %s', async (name) => {
    const project = await projectWith()
    const bin = join(project, 'node_modules/.bin', name)
    expect(await runCommand(bin, ['--version'], { cwd: project })).toBe(`${VERSION}\n`)
  })
})

/** A file, and what is loaded with it: its imports that are not `import()`. */
function startOf(file: string, seen: Set<string> = new Set()): string[] {
  if (seen.has(file)) return []
  seen.add(file)
  const text = readFileSync(ROOT + file, 'utf8')
  const imported = [...text.matchAll(/\b(?:from|import)"(\.[^"]+)"/g)].map(([, name = '']) => name)
  return [file, ...imported.flatMap((name) => startOf(join(dirname(file), name), seen))]
}
