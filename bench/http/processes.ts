import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Answer, Order, Taken } from './client.ts'
import type { Listening } from './server.ts'

/** The service, in a process of its own. */
export interface Service extends Listening {
  stop(): void
}

/** A contender, in a process of its own. */
export interface Runner {
  readonly name: string
  /** Does a piece of work once. */
  run(order: Order): Promise<Taken>
  stop(): void
}

/** Starts the service. */
export async function startService(): Promise<Service> {
  const child = fork(new URL('server.ts', import.meta.url))
  const listening = (await reply(child)) as Listening
  return { ...listening, stop: () => child.disconnect() }
}

/** Starts the process of a contender. */
export async function startRunner(name: string, base: string): Promise<Runner> {
  const child = fork(new URL('client.ts', import.meta.url), [name, base], { execArgv: profiling(name) })
  await reply(child)
  return {
    name,
    async run(order) {
      child.send(order)
      const answer = (await reply(child)) as Answer
      if ('taken' in answer) return answer.taken
      throw new Error(`${name}: ${'error' in answer ? answer.error : 'answered out of turn'}`)
    },
    stop: () => child.disconnect(),
  }
}

async function reply(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController()
  const { signal } = ended
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([message]) => message),
      once(child, 'exit', { signal }).then(([code]) => {
        throw new Error(`${child.spawnargs.slice(1).join(' ')} ended with ${code}`)
      }),
    ])
  } finally {
    ended.abort()
  }
}

/** `BENCH_PROFILES=folder` writes a CPU profile of each contender there. */
function profiling(name: string): string[] {
  const folder = process.env.BENCH_PROFILES
  const file = `${name.replaceAll(/\W+/g, '-')}.cpuprofile`
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-name=${file}`] : []
}
