import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, afterEach, vi } from 'vitest'
import { runCommandLine } from '../../cli/run-command-line.ts'
import { ROOT } from '../support/tool.ts'

/** How a command ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly output: string
  readonly errors: string
}

/** A command that runs. */
export interface Running {
  readonly child: ChildProcess
  /** Its first line of output. */
  readonly line: Promise<string>
  readonly ended: Promise<Ended>
}

const children: ChildProcess[] = []
const folders: string[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Starts `slack-scim` from its sources; it is ended after the test. */
export function run(...args: string[]): Running {
  return runFile('cli/main.ts', args)
}

/** Where a command runs. */
export interface Place {
  readonly cwd?: string
  /** A program that runs the command, and its own arguments, such as one that takes rights away. */
  readonly through?: readonly string[]
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>
}

/** Does what {@link run} does, in another folder or environment. */
export const runAt = (place: Place, ...args: string[]): Running => runFile('cli/main.ts', args, place)

/** Runs a command that ends by itself in this process, which is faster. Colours are taken away. */
export async function runHere(...args: string[]): Promise<Omit<Ended, 'signal'>> {
  const { code, output, errors } = await runRaw(...args)
  return { code, output: stripVTControlCharacters(output), errors: stripVTControlCharacters(errors) }
}

/** Does what {@link runHere} does, with what was printed as it is. */
export async function runRaw(...args: string[]): Promise<Omit<Ended, 'signal'>> {
  const printed = { stdout: '', stderr: '' }
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text, written?: unknown) => {
      printed[name] += String(text)
      if (typeof written === 'function') written()
      return true
    }),
  )
  try {
    const code = await runCommandLine(args)
    return { code, output: printed.stdout, errors: printed.stderr }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

/** Starts a file of the repository. */
export function runFile(file: string, args: readonly string[], place: Place = {}): Running {
  const { cwd = ROOT, through = [] } = place
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...place.env }
  const [program = process.execPath, ...rest] = [...through, process.execPath, join(ROOT, file), ...args]
  const child = spawn(program, rest, {
    cwd,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  children.push(child)
  let output = ''
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, output, errors })),
  )
  const line = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.includes('\n')) resolve(output.slice(0, output.indexOf('\n')))
    })
    ended.then(({ errors }) => reject(new Error(`It ended without a line: ${errors}`)))
  })
  line.catch(() => undefined)
  return { child, line, ended }
}

/** The address and the token in the first line of `slack-scim emulate`. */
export async function started({ line }: Running): Promise<{ readonly url: string; readonly token: string }> {
  const [, url = '', token = ''] = /at (\S+) with token (\S+)$/.exec(await line) ?? []
  return { url, token }
}

/** A folder that is removed at the end. */
export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'slack-scim-cli-'))
  folders.push(folder)
  return folder
}
