import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMANDS, seedSchema } from '../../build.command.ts'
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

  test('is one bundled file that imports only node: modules', () => {
    const text = readFileSync(`${ROOT}dist/cli.mjs`, 'utf8')
    const imported = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName)
    const required = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name)
    expect(imported.filter((name) => !name.startsWith('node:'))).toEqual([])
    expect(
      required.filter((name) => !name?.startsWith('node:') && name !== 'process' && name !== 'buffer'),
    ).toEqual([])
    const alias = ts.preProcessFile(readFileSync(`${ROOT}dist/cli-emulator.mjs`, 'utf8'))
    expect(alias.importedFiles.map(({ fileName }) => fileName)).toEqual(['node:module', './cli.mjs'])
  })

  test('is at most 400 kB', () => {
    expect(statSync(`${ROOT}dist/cli.mjs`).size).toBeLessThanOrEqual(400_000)
  })

  test('publishes the JSON Schema of its seeds', () => {
    expect(readFileSync(`${ROOT}dist/schemas/seed.schema.json`, 'utf8')).toBe(seedSchema())
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
