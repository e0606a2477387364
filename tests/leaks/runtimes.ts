import { runTool } from '../support/tool.ts'
import type { Leftovers, Task } from './leftovers.ts'

/** How each runtime is started so that a program can ask for a collection. */
export const RUNTIMES = {
  node: ['node', '--expose-gc'],
  bun: ['bun', 'run'],
  deno: ['deno', 'run', '--quiet', '--allow-all', '--v8-flags=--expose-gc'],
} as const

/** The name of a runtime. */
export type Runtime = keyof typeof RUNTIMES

/** Lets a runtime do its calls in a process of its own. */
export async function runIn(runtime: Runtime, task: Task): Promise<Leftovers> {
  const [tool, ...args] = RUNTIMES[runtime]
  const { code, output, stdout } = await runTool(tool, [
    ...args,
    'tests/leaks/subject.ts',
    JSON.stringify(task),
  ])
  if (code !== 0) throw new Error(`${runtime} ended with ${code}:\n${output}`)
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Leftovers
}
