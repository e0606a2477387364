import { cpSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommand } from '../../package/command.ts'
import { denoManifest } from '../../package/entries.ts'
import { temporaryFolder } from '../../package/project.ts'
import { ROOT } from '../../support/tool.ts'

let project: Promise<string> | undefined

/**
 * Makes a project of Deno that imports `jsr:@slack-scim/client`, once. Deno takes the package from a folder with
 * exactly the files that would be published (https://docs.deno.com/runtime/fundamentals/configuration/#links).
 */
export function jsrProject(): Promise<string> {
  project ??= createProject()
  return project
}

async function createProject(): Promise<string> {
  const folder = temporaryFolder('jsr')
  for (const file of await publishedFiles()) cpSync(file, join(folder, 'client', relative(ROOT, file)))
  const name = `${denoManifest.name}@${denoManifest.version}`
  const imports = { 'slack-scim': `jsr:${name}`, 'slack-scim/': `jsr:/${name}/` }
  writeFileSync(join(folder, 'deno.json'), JSON.stringify({ links: ['./client'], imports }))
  return folder
}

/** The files that `deno publish` would send. */
async function publishedFiles(): Promise<string[]> {
  const args = ['publish', '--dry-run', '--allow-dirty', '--no-check']
  const printed = await runCommand(`${ROOT}node_modules/.bin/deno`, args, { cwd: ROOT })
  const files = Array.from(printed.matchAll(/^\s*(file:\S+) \(/gm), ([, url = '']) => fileURLToPath(url))
  if (files.length === 0) throw new Error(`deno publish names no file: ${printed}`)
  return files
}
