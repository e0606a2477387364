import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Where Debian has it. */
const DEBIAN = '/usr/bin/chromium'

/** Finds Chromium, or installs it where that is possible; there is no test of pages without one. */
function findChromium(): string {
  const { CHROMIUM: given } = process.env
  if (given) return given
  if (!existsSync(DEBIAN)) {
    const quiet = { stdio: 'ignore' } as const
    try {
      execFileSync('apt-get', ['update', '-qq'], quiet)
      execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet)
    } catch (cause) {
      throw new Error('There is no Chromium: install it, and say where it is in CHROMIUM.', { cause })
    }
  }
  return DEBIAN
}

/** The program that opens pages. */
export const CHROMIUM: string = findChromium()
