import { existsSync, globSync, statSync } from 'node:fs'
import { ROOT } from '../support/tool.ts'
import { buildEntries } from './entries.ts'

/** Throws unless `dist` was built from the sources as they are. */
export function assertBuilt(): void {
  const missing = [...buildEntries.keys()].find((name) => !existsSync(`${ROOT}dist/${name}.mjs`))
  if (missing) throw new Error(`dist has no ${missing}.mjs: run \`npm run build\` first.`)
  const sources = globSync(['src/**/*.ts', 'mocks/**/*.ts', 'cli/**/*.ts', 'build.*.ts'], { cwd: ROOT })
  const newest = Math.max(...sources.map((path) => statSync(ROOT + path).mtimeMs))
  const built = Math.min(
    ...globSync('dist/**/*.mjs', { cwd: ROOT }).map((path) => statSync(ROOT + path).mtimeMs),
  )
  if (newest > built) throw new Error('dist is older than the sources: run `npm run build` first.')
}
