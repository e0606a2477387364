import { spawn } from 'node:child_process'

/** Where and how long a program runs. */
export interface CommandOptions {
  readonly cwd: string
  /** Added to the environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Milliseconds after which it is ended, and has failed; default three minutes. */
  readonly timeLimit?: number
}

/**
 * Runs a program to its end, and resolves to what it printed, on both streams.
 *
 * @throws an error with all of its output, when it fails or takes too long
 */
export function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  const { cwd, env, timeLimit = 180_000 } = options
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // The programs of npm are .cmd files there.
    shell: process.platform === 'win32',
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  }
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    child.kill('SIGKILL')
  }, timeLimit)
  return new Promise<string>((resolve, reject) => {
    const fail = (how: string): void =>
      reject(new Error(`${[program, ...args].join(' ')} ${how}\n${printed}`.trimEnd()))
    child.on('error', ({ message }) => fail(`cannot be run: ${message}`))
    child.on('close', (code, signal) => {
      if (code === 0) resolve(printed)
      else fail(isLate ? `took longer than ${timeLimit} ms` : `ended with ${code ?? signal}`)
    })
  }).finally(() => clearTimeout(timer))
}
