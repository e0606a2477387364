import { readFileSync, statSync } from 'node:fs'
import { DEFAULT_TOKEN } from '../../mocks/directory/tokens.ts'
import { CommandError } from '../command-error.ts'
import { EXIT_CODES } from '../exit-codes.ts'

/** The environment variable with the token, where no other is named. */
export const DEFAULT_TOKEN_ENV = 'SLACK_SCIM_TOKEN'

/** The options that say where the token is. */
export interface TokenOptions {
  readonly tokenEnv: string
  readonly tokenFile?: string
}

/** Permissions of a file that others than its owner have. */
const OTHERS = 0o077

/**
 * Finds the token: in the file that is named, else in the environment, else the person at the terminal is asked. It is
 * no argument, because arguments are in the list of processes and in the history of the shell.
 *
 * @param isEmulator - whether the service is on this machine; an emulator's token is no secret
 * @throws {CommandError} if there is none
 */
export async function findToken({ tokenEnv, tokenFile }: TokenOptions, isEmulator: boolean): Promise<string> {
  if (tokenFile !== undefined) return checked(`--token-file ${tokenFile}`, readTokenFile(tokenFile))
  const token = process.env[tokenEnv]
  if (token) return checked(tokenEnv, token)
  if (isEmulator) return DEFAULT_TOKEN
  if (process.stdin.isTTY && process.stderr.isTTY) return checked('token', await askToken())
  throw new CommandError(`there is no token: set ${tokenEnv}, or name a file with --token-file`)
}

function readTokenFile(file: string): string {
  const refuse = (problem: string): CommandError => new CommandError(`--token-file ${file}: ${problem}`)
  const stats = statSync(file, { throwIfNoEntry: false })
  if (!stats) throw refuse('the file does not exist')
  if (!stats.isFile()) throw refuse('must be a file')
  if (process.platform !== 'win32' && stats.mode & OTHERS)
    throw refuse(`can be read by others: run chmod 600 ${file}`)
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw refuse('cannot be read: you have no right to')
  }
}

/** The token without white space around it. No message quotes it. */
function checked(origin: string, text: string): string {
  const token = text.trim()
  if (/^[!-~]{1,4096}$/.test(token)) return token
  throw new CommandError(`${origin}: is no token: it must be one line without blanks, such as xoxp-…`)
}

async function askToken(): Promise<string> {
  const { isCancel, password } = await import('@clack/prompts')
  const answer = await password({ message: 'Token with the scope admin', output: process.stderr })
  if (isCancel(answer)) throw new CommandError('interrupted', EXIT_CODES.interrupted)
  return answer ?? ''
}
