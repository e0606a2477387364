import { posix, relative, sep } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { SOURCES } from '../package/entries.ts'
import { ROOT } from '../support/tool.ts'

/** Source of an entry to what a user imports: `src/index.ts` to `slack-scim`. */
const ENTRIES = new Map(Array.from(SOURCES, ([entry, source]) => [source, entry]))

/** Lets the tests import what users import, where they import the sources. */
const asUsersImport: Plugin = {
  name: 'as users import',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      const file = posix.join(relative(ROOT, resolveDir).split(sep).join('/'), path)
      if (!/^(src|mocks)\//.test(file)) return undefined
      const entry = ENTRIES.get(file)
      if (entry) return { path: entry, external: true }
      return { errors: [{ text: `${file} is no entry of the package, so no user could import it` }] }
    })
  },
}

/** Writes programs as one file each, with every package left as an import. */
export async function bundleShims(names: readonly string[], folder: string): Promise<void> {
  await build({
    entryPoints: names.map((name) => `${ROOT}tests/runtimes/shims/${name}.ts`),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    packages: 'external',
    plugins: [asUsersImport],
    logLevel: 'silent',
  })
}

/** Bundles a program of a project for a runtime, as its user's build would; warnings are errors. */
export async function bundleForRuntime(file: string, conditions: readonly string[]): Promise<string> {
  const { outputFiles, warnings } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: [...conditions],
    logLevel: 'silent',
  })
  if (warnings.length > 0) throw new Error(`esbuild warns: ${warnings.map(({ text }) => text).join('; ')}`)
  return outputFiles.map(({ text }) => text).join('')
}
