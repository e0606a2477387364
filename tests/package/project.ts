import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../support/tool.ts'
import { runCommand } from './command.ts'

/** Packages by name, to exact versions. */
export type Packages = Readonly<Record<string, string>>

/** What is to be done at the end, and projects that several lanes share. */
const endings: (() => void)[] = []
const projects = new Map<string, Promise<string>>()
let tarball: Promise<string> | undefined

/** A new folder, away from the repository: what a project there imports, it has installed itself. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `slack-scim-${name}-`))
  atEnd(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Has something done when everything was run, the latest first. */
export function atEnd(ending: () => void): void {
  endings.unshift(ending)
}

/** Stops what was started, and takes all folders away again. */
export function endAll(): void {
  for (const ending of endings.splice(0)) ending()
}

/** Packs the package as npm publishes it, once; `dist` is what is there, which `prepack` would build again. */
export function packPackage(): Promise<string> {
  tarball ??= (async () => {
    const folder = temporaryFolder('packed')
    const printed = await runCommand('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {
      cwd: ROOT,
    })
    const [packed] = readdirSync(folder)
    if (!packed) throw new Error(`npm pack packed nothing: ${printed}`)
    return join(folder, packed)
  })()
  return tarball
}

/**
 * Makes a project that has installed the packed package with npm, as a user does; the same one for the same
 * packages.
 *
 * @param beside - packages beside it, such as `{ msw: '3.0.5' }`; default none, not even the optional peers
 * @returns its folder
 */
export function projectWith(beside: Packages = {}): Promise<string> {
  const key = JSON.stringify(beside)
  const project = projects.get(key) ?? createProject(beside)
  projects.set(key, project)
  return project
}

async function createProject(beside: Packages): Promise<string> {
  const folder = temporaryFolder('project')
  // The dependencies in the versions that were tested here: a release of theirs must not change what a test says.
  const dependencies = { ofetch: installedVersion('ofetch'), valibot: installedVersion('valibot') }
  await installPackages(folder, [await packPackage()], { ...dependencies, ...beside })
  return folder
}

/** Installs packages in a folder of their own, with npm. */
export async function installPackages(
  folder: string,
  files: readonly string[],
  packages: Packages,
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  const named = Object.entries(packages).map(([name, version]) => `${name}@${version}`)
  // Without a prefix npm looks for a project in the folders above, and a cache lies in the repository.
  const options = ['--prefix', folder, '--no-audit', '--no-fund', '--prefer-offline', '--save-exact']
  await runCommand('npm', ['install', ...options, ...files, ...named], {
    cwd: folder,
    timeLimit: 300_000,
  })
}

/** The version of a package that the repository has installed. */
export function installedVersion(name: string): string {
  const manifest = createRequire(import.meta.url)(`${ROOT}node_modules/${name}/package.json`) as {
    readonly version: string
  }
  return manifest.version
}
