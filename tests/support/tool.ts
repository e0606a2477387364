import { spawn } from 'node:child_process'
import { delimiter } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the repository. */
export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url))

/** How a program ended. */
export interface ToolResult {
  readonly code: number
  /** Both streams, as they came. */
  readonly output: string
  readonly stdout: string
}

/**
 * Runs a program of `node_modules/.bin` in the folder of the repository. Also without npm's `PATH`: the Node there
 * is the one that development needs, whatever the machine has.
 *
 * @param env - over the environment of this process; `undefined` removes
 */
export function runTool(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<ToolResult> {
  const PATH = [`${ROOT}node_modules/.bin`, process.env.PATH].join(delimiter)
  const child = spawn(name, args, {
    cwd: ROOT,
    env: { ...process.env, PATH, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // The programs are .cmd files there.
    shell: process.platform === 'win32',
  })
  let output = ''
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: `${name}: ${error.message}\n`, stdout: '' }))
    child.on('close', (code) => resolve({ code: code ?? 1, output, stdout }))
  })
}
