import { existsSync } from 'node:fs'
import { installPackage } from '../support/debian.ts'

/** A shell that completes, with the arguments that keep a person's own settings out. */
const SHELLS = {
  bash: ['/bin/bash', '--norc', '--noprofile', '-i'],
  zsh: ['/usr/bin/zsh', '-f', '-i'],
  fish: ['/usr/bin/fish', '--no-config'],
} as const

/** The name of a shell that completes. */
export type ShellName = keyof typeof SHELLS

/** The names of the shells. */
export const SHELL_NAMES = Object.keys(SHELLS) as readonly ShellName[]

/**
 * Finds a shell; installs Debian's package where there is none.
 *
 * @returns its program and arguments
 * @throws an error that says what to install, where that is not possible
 */
export async function installedShell(name: ShellName): Promise<readonly [string, ...string[]]> {
  const [program, ...args] = SHELLS[name]
  if (existsSync(program) || (await installPackage(name))) return [program, ...args]
  throw new Error(`These tests need ${program}: install ${name} with your package manager.`)
}

/** Makes sure that there are all shells. */
export async function installedShells(): Promise<void> {
  for (const name of SHELL_NAMES) await installedShell(name)
}
