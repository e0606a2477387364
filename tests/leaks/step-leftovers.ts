import { createEmulator } from '../../mocks/index.ts'
import { serveEmulator } from '../../mocks/server.ts'
import { runTool } from '../support/tool.ts'

/** How many steps are applied, and where. */
export interface StepTask {
  readonly steps: number
  readonly baseUrl: string
  readonly token: string
}

/** What was left behind when all plans had been applied. */
export interface StepLeftovers {
  /** Listeners on the signal that all runs share. */
  readonly listeners: number
  readonly timers: number
  /** By how many the open files and sockets grew after the first 500 steps. */
  readonly handles: number
  /** Connections that were made. */
  readonly connections: number
  /** By how much the heap grew after the first 500 steps. */
  readonly bytes: number
}

/** The heap may breathe, but an entry for each step would be 50 bytes a step and more. */
const BYTES_PER_STEP = 5
const BREATH = 1_500_000
/** Four steps are under way at a time, and a connection is given up when nothing happens for a while. */
const MAX_CONNECTIONS = 30

/** What should not have been left, a sentence each. */
export function stepLeaks(
  steps: number,
  { listeners, timers, handles, connections, bytes }: StepLeftovers,
): string[] {
  const found: string[] = []
  if (listeners > 0) found.push(`${listeners} listeners on the signal`)
  if (timers > 0) found.push(`${timers} timers`)
  if (handles > 10) found.push(`${handles} more open files and sockets`)
  if (connections > MAX_CONNECTIONS) found.push(`${connections} connections made`)
  if (bytes > BREATH + BYTES_PER_STEP * steps) found.push(`${bytes} bytes after ${steps} steps`)
  return found
}

/** Applies so many steps in a process of its own, to an emulator over HTTP. */
export async function applySteps(steps: number): Promise<StepLeftovers> {
  const users = Array.from({ length: 100 }, (_, n) => ({ userName: `p${n}`, email: `p${n}@example.com` }))
  const server = await serveEmulator(createEmulator({ seed: { users } }))
  try {
    const task: StepTask = { steps, baseUrl: `${server.url}v1/`, token: server.token }
    const program = ['--expose-gc', 'tests/leaks/applied-steps.ts', JSON.stringify(task)]
    const { code, output, stdout } = await runTool('node', program)
    if (code !== 0) throw new Error(`the process ended with ${code}:\n${output}`)
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as StepLeftovers
  } finally {
    await server.close()
  }
}
