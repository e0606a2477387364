import { getuid, platform } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { runCommand } from '../package/command.ts'
import { ROOT } from './tool.ts'

/** How often to try again while another process installs something: a package may take a minute. */
const TRIES = 60
const OPTIONS = ['-y', '-qq', '--no-install-recommends']

const underWay = new Map<string, Promise<boolean>>()

/**
 * Installs a package of Debian, waiting for whoever installs another one.
 *
 * @returns false where that is not possible: on other systems, and for people who are not root
 */
export function installPackage(name: string): Promise<boolean> {
  const install = underWay.get(name) ?? installAlone(name)
  underWay.set(name, install)
  return install
}

async function installAlone(name: string): Promise<boolean> {
  if (platform !== 'linux' || getuid?.() !== 0) return false
  for (let tries = 1; ; tries++) {
    try {
      await runCommand('apt-get', ['update', '-qq'], { cwd: ROOT })
      await runCommand('apt-get', ['install', ...OPTIONS, name], { cwd: ROOT, timeLimit: 300_000 })
      return true
    } catch (error) {
      // apt waits for dpkg's lock if told to, but not for that of its lists.
      if (tries === TRIES || !/lock/i.test(String(error))) throw error
      await sleep(2000)
    }
  }
}
