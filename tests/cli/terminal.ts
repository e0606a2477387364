import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { ROOT } from '../support/tool.ts'

/** `script` of util-linux, which gives a program a real pseudo-terminal. */
const SCRIPT = '/usr/bin/script'

/** Whether this machine can run a command at a terminal. */
export const HAS_TERMINAL: boolean = process.platform === 'linux' && existsSync(SCRIPT)

/** A command at a terminal. */
export interface AtTerminal {
  /** Resolves once the screen has shown a text; rejects when the command ends before. */
  shown(text: string): Promise<void>
  type(keys: string): void
  /** All that was written to the terminal, with and without escape sequences, and the exit code. */
  readonly ended: Promise<{ readonly code: number | null; readonly raw: string; readonly text: string }>
}

/** The terminal, and where what runs in it begins. */
export interface TerminalOptions {
  /** Default 80. */
  readonly columns?: number
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
}

/** Starts `slack-scim` at a terminal. */
export const runAtTerminal = (args: readonly string[], options?: TerminalOptions): AtTerminal =>
  programAtTerminal([process.execPath, join(ROOT, 'cli/main.ts'), ...args], options)

/** Starts any program at a terminal. */
export function programAtTerminal(
  words: readonly string[],
  { columns = 80, env = {}, cwd = ROOT }: TerminalOptions = {},
): AtTerminal {
  const quoted = words.map((word) => `'${word}'`)
  const line = `stty cols ${columns} rows 30; exec ${quoted.join(' ')}`
  const child = spawn(SCRIPT, ['-qefc', line, '/dev/null'], {
    cwd,
    env: {
      ...process.env,
      TERM: 'xterm-256color',
      NO_COLOR: undefined,
      FORCE_COLOR: undefined,
      CI: undefined,
      ...env,
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  let raw = ''
  const waiting = new Set<() => void>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    raw += text
    for (const look of waiting) look()
  })
  const ended = new Promise<{ code: number | null; raw: string; text: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, raw, text: stripVTControlCharacters(raw) })),
  )
  return {
    ended,
    type: (keys) => child.stdin.write(keys),
    shown: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (stripVTControlCharacters(raw).includes(text)) resolve()
        }
        waiting.add(look)
        look()
        ended.then((end) => reject(new Error(`It ended with ${end.code} before '${text}':\n${end.text}`)))
      }),
  }
}
