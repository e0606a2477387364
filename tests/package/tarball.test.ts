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
    const fresh = contentsOf(printed, `${clone}/`)
    expect(fresh.map(([path]) => path)).toContain('dist/index.mjs')
    expect(fresh).toEqual(contentsOf(here, ROOT))
  }, 120_000)
})

/**
 * The files of a package with their contents. The hashes in names of chunks depend on where node_modules is, which the
 * clone has as a link, so they are left out.
 */
function contentsOf(printed: string, folder: string): readonly (readonly [path: string, content: string])[] {
  const [packed] = JSON.parse(printed) as [{ readonly files: readonly { readonly path: string }[] }]
  const withoutHashes = (text: string): string => text.replace(/-[A-Z0-9]{8}(?=\.mjs)/g, '')
  return packed.files
    .map(
      ({ path }) => [withoutHashes(path), withoutHashes(readFileSync(join(folder, path), 'utf8'))] as const,
    )
    .sort((one, other) => (one.join() < other.join() ? -1 : 1))
}
