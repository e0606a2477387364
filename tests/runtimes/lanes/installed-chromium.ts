import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { env } from 'node:process'
import { installPackage } from '../../support/debian.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/**
 * Finds Chromium: the program that the variable `CHROMIUM` names, or one that is installed, or what Debian has.
 *
 * @returns the path of the program
 * @throws an error that says what to install, where that is not possible
 */
export async function installedChromium(): Promise<string> {
  const there = env.CHROMIUM ?? findProgram()
  if (there) return there
  if (await installPackage('chromium')) {
    const installed = findProgram()
    if (installed) return installed
  }
  throw new Error('There is no Chromium: install it, or name its program in the variable CHROMIUM.')
}

function findProgram(): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter)
  const files = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...files, MAC].find((file) => existsSync(file))
}
