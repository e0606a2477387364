import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT, runTool } from '../tool.ts'
import { SOURCES } from './entries.ts'
import { readExamples } from './examples.ts'
import { readSurface } from './surface.ts'

describe('documentation', () => {
  test.each([...SOURCES])(
    '%s says what it is, and so does every name that it exports',
    async (_entry, path) => {
      const { doc, names } = await readSurface(path)
      expect(doc, 'the comment with @module').not.toBe('')
      const silent = names.filter(({ documented }) => !documented)
      expect(silent.map(({ kind, name, at }) => `${kind} ${name} (${at})`)).toEqual([])
    },
  )

  test('its examples compile, on their own', async () => {
    // Inside the repository, where the packages that an example imports are found.
    const folder = `${ROOT}node_modules/.cache/slack-scim/examples/`
    rmSync(folder, { recursive: true, force: true })
    const examples = readExamples()
    expect(examples.length).toBeGreaterThan(0)
    const files = examples.map(({ path, line, code }) => {
      const file = path.replace(/\.ts$/, `.${line}.ts`)
      mkdirSync(dirname(folder + file), { recursive: true })
      // Each line stands where it stands in its source, so that an error names the right one.
      writeFileSync(folder + file, `${'\n'.repeat(line - 1)}${code}\nexport {}\n`)
      return file
    })
    const toRoot = relative(folder, ROOT)
    const compilerOptions = {
      paths: Object.fromEntries([...SOURCES].map(([entry, path]) => [entry, [`${toRoot}/${path}`]])),
      // An example may name what it does not use.
      noUnusedLocals: false,
    }
    writeFileSync(
      `${folder}tsconfig.json`,
      JSON.stringify({ extends: `${toRoot}/tsconfig.json`, compilerOptions, include: [], files }),
    )
    const { output } = await runTool('tsc', ['-p', folder])
    expect(output.replaceAll('node_modules/.cache/slack-scim/examples/', '')).toBe('')
  })
})
