import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT, runTool } from '../support/tool.ts'
import { assertBuilt } from './built.ts'
import { runCommand } from './command.ts'
import { packageManifest } from './entries.ts'
import { endAll, packPackage, temporaryFolder } from './project.ts'

/** What `attw --format json` says, as far as it is looked at. */
interface Verdict {
  readonly analysis: {
    readonly entrypoints: Readonly<Record<string, object>>
    readonly problems: readonly unknown[]
  }
}

let tarball = ''
beforeAll(async () => {
  assertBuilt()
  tarball = await packPackage()
}, 120_000)
afterAll(endAll)

describe('the packed package', () => {
  test('resolves its types as an ES module in every TypeScript resolution mode', async () => {
    const { code, output, stdout } = await runTool('attw', [
      tarball,
      '--profile',
      'esm-only',
      '--format',
      'json',
    ])
    expect(code, output).toBe(0)
    const { analysis } = JSON.parse(stdout) as Verdict
    expect(Object.keys(analysis.entrypoints).sort()).toEqual(Object.keys(packageManifest.exports).sort())
  })

  test('is what `npm pack` makes of a fresh clone', async () => {
    const clone = temporaryFolder('clone')
    const listed = await runCommand('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
      cwd: ROOT,
    })
    for (const path of listed.split('\0').filter((name) => name && existsSync(ROOT + name))) {
      mkdirSync(dirname(join(clone, path)), { recursive: true })
      cpSync(ROOT + path, join(clone, path))
    }
    symlinkSync(`${ROOT}node_modules`, join(clone, 'node_modules'), 'junction')
    await runCommand('npm', ['pack', '--pack-destination', temporaryFolder('fresh')], { cwd: clone })
    const printed = await runCommand('npm', ['pack', '--json', '--dry-run', '--ignore-scripts'], {
      cwd: clone,
    })
    const here = await runCommand('npm', ['pack', '--json', '--dry-run', '--ignore-scripts'], { cwd: ROOT })
    const fresh = filesOf(printed)
    expect(fresh.map(({ path }) => path)).toContain('dist/index.mjs')
    expect(fresh).toEqual(filesOf(here))
    for (const { path } of fresh)
      expect(readFileSync(join(clone, path), 'utf8'), path).toBe(readFileSync(ROOT + path, 'utf8'))
  }, 120_000)
})

/** The files of a package, and their sizes. */
function filesOf(printed: string): readonly { readonly path: string; readonly size: number }[] {
  const [packed] = JSON.parse(printed) as [{ readonly files: readonly { path: string; size: number }[] }]
  return packed.files.map(({ path, size }) => ({ path, size })).sort((a, b) => (a.path < b.path ? -1 : 1))
}
