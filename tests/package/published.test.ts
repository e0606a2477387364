import { globSync, readFileSync } from 'node:fs'
import { publint } from 'publint'
import ts from 'typescript'
import { beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../support/tool.ts'
import { assertBuilt } from './built.ts'
import { packageManifest, SOURCES } from './entries.ts'

beforeAll(assertBuilt)

describe('published types', () => {
  /** ofetch's types import undici, which nobody has installed; Node's would break Workers and browsers. */
  const mayImport = (path: string, name: string): boolean =>
    name.startsWith('.') || name === 'valibot' || (name === 'msw' && path === 'dist/mocks/msw.d.mts')

  test('import nothing but each other, valibot, and msw beside its handlers', () => {
    const files = globSync('dist/**/*.d.mts', { cwd: ROOT })
    expect(files.length).toBeGreaterThanOrEqual(SOURCES.size)
    const foreign = files.flatMap((path) => {
      const { importedFiles, referencedFiles, typeReferenceDirectives } = ts.preProcessFile(
        readFileSync(ROOT + path, 'utf8'),
      )
      return [importedFiles, referencedFiles, typeReferenceDirectives]
        .flat()
        .map(({ fileName }) => fileName)
        .filter((name) => !mayImport(path, name))
        .map((name) => `${path} imports ${name}`)
    })
    expect(foreign).toEqual([])
  })
})

describe('published code', () => {
  test('exports the same class from every entry', async () => {
    const load = (name: string): Promise<Record<string, unknown>> => import(`${ROOT}dist/${name}.mjs`)
    const [client, filter] = await Promise.all([load('index'), load('filter')])
    expect(client.SCIMFilterError).toBeTypeOf('function')
    expect(client.SCIMFilterError).toBe(filter.SCIMFilterError)
  })

  test('has a command that starts with a shebang', () => {
    for (const path of Object.values(packageManifest.bin)) {
      expect(readFileSync(ROOT + path, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    }
  })

  test('passes publint', async () => {
    const { messages } = await publint({ pkgDir: ROOT, level: 'suggestion', strict: true, pack: 'npm' })
    expect(messages).toEqual([])
  })
})
