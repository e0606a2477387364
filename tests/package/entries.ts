import { readFileSync } from 'node:fs'
import build from '../../build.config.ts'
import { ROOT } from '../support/tool.ts'

/** The parts of `package.json` that tests look at. */
export interface PackageManifest {
  readonly name: string
  readonly version: string
  readonly homepage: string
  readonly bugs: { readonly url: string }
  readonly repository: { readonly url: string }
  readonly bin: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

/** The parts of `deno.json` that tests look at. */
export interface DenoManifest {
  readonly name: string
  readonly version: string
  readonly exports: Readonly<Record<string, string>>
  readonly imports: Readonly<Record<string, string>>
}

export const packageManifest: PackageManifest = readJSON('package.json')
export const denoManifest: DenoManifest = readJSON('deno.json')

/** Name in `dist` to source, such as `filter` to `src/filter/index.ts`. */
export const buildEntries: ReadonlyMap<string, string> = new Map(
  build.flatMap(({ entries }) => entries.map(({ name, input }): [string, string] => [name, input])),
)

/** What a user can import, `./package.json` aside: the specifier, such as `slack-scim/filter`, to its source. */
export const SOURCES: ReadonlyMap<string, string> = new Map(
  Object.entries(denoManifest.exports).map(([key, source]) => [specifier(key), source.slice(2)]),
)

/** `./filter` to `slack-scim/filter`. */
export function specifier(key: string): string {
  return packageManifest.name + key.slice(1)
}

function readJSON<T>(path: string): T {
  return JSON.parse(readFileSync(ROOT + path, 'utf8')) as T
}
