import { spawn } from 'node:child_process'
import { delimiter } from 'node:path'
import { ROOT } from '../support/tool.ts'
import type { Outcome } from './record-harness.ts'

/** How a program of another runtime ended. */
export interface ChildResult {
  readonly stdout: string
  readonly output: string
}

/** Runs a program of `node_modules/.bin` with nothing of a proxy in its environment but what is given. */
export async function runChild(
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ChildResult> {
  const [name = '', ...args] = command
  const inherited = Object.entries(process.env).filter(([key]) => !/_proxy$/i.test(key))
  const PATH = [`${ROOT}node_modules/.bin`, process.env.PATH].join(delimiter)
  const child = spawn(name, args, {
    cwd: ROOT,
    env: { ...Object.fromEntries(inherited), PATH, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
  let stdout = ''
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${output}`)
  return { stdout, output }
}

/** Runs a contract in another runtime; the outcomes are the last line that it prints. */
export async function runContractIn(command: readonly string[], given: object): Promise<Outcome[]> {
  const { stdout } = await runChild([...command, JSON.stringify(given)])
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Outcome[]
}
