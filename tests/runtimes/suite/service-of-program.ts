import { argv } from 'node:process'
import type { Service } from './contract.ts'

/** The emulator that the command line of this program names. */
export function serviceOfProgram(): Service {
  const [url, token] = argv.slice(2)
  if (!url || !token) throw new Error('The program wants the address of the emulator and its token.')
  return { url, token }
}
