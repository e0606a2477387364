import { build } from 'esbuild'
import { ROOT } from '../support/tool.ts'

/** How a module is bundled. */
export interface BundleOptions {
  readonly minify?: boolean
  /** Packages that stay imports. */
  readonly external?: readonly string[]
  /** Packages that others stand in for, by name. */
  readonly alias?: Readonly<Record<string, string>>
}

/** Bundles a module as a Worker's build would; warnings are errors. */
export async function bundle(
  code: string,
  { minify = false, external = [], alias = {} }: BundleOptions = {},
): Promise<string> {
  const { outputFiles, warnings } = await build({
    stdin: { contents: code, resolveDir: ROOT },
    bundle: true,
    write: false,
    minify,
    external: [...external],
    alias: { ...alias },
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['workerd'],
    logLevel: 'silent',
  })
  if (warnings.length > 0) throw new Error(`esbuild warns: ${warnings.map(({ text }) => text).join('; ')}`)
  return outputFiles.map(({ text }) => text).join('')
}
