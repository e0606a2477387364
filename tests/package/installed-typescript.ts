import { existsSync } from 'node:fs'
import { ROOT } from '../support/tool.ts'
import { installedVersion, installPackages } from './project.ts'

/** The versions that users have: the last of each line. */
export const TYPESCRIPTS = ['5.9.3', '6.0.3', '7.0.2'] as const

/** Finds a version of TypeScript, or gets it from npm into a folder of caches; resolves to the path of its `tsc`. */
export async function installedTypeScript(version: string): Promise<string> {
  if (version === installedVersion('typescript')) return `${ROOT}node_modules/.bin/tsc`
  const folder = `${ROOT}node_modules/.cache/slack-scim/typescript-${version}`
  const program = `${folder}/node_modules/.bin/tsc`
  if (!existsSync(program)) await installPackages(folder, [], { typescript: version })
  return program
}
