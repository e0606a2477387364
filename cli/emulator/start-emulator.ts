import {
  type Assumptions,
  createEmulator,
  type Emulator,
  type LimitForm,
  type Seed,
  type SlackWorld,
  seedDirectory,
} from '../../mocks/index.ts'
import { type EmulatorServer, serveEmulator } from '../../mocks/server.ts'
import { VERSION } from '../../src/protocol/version.ts'
import { CommandError } from '../command-error.ts'
import { checkDataFile } from '../files/check-data-file.ts'
import { readDataFile } from '../files/read-data-file.ts'
import { withControl } from './control.ts'
import { createClock, type EmulatorClock } from './emulator-clock.ts'
import { faultsFrom } from './faults-from.ts'
import { seedFile } from './seed-schema.ts'
import type { Speed } from './speed.ts'

/** The options of `slack-scim emulate`. */
export interface EmulateOptions {
  readonly host: string
  readonly port: number
  readonly allowHost: readonly string[]
  readonly token?: string
  readonly seed?: string
  readonly users?: number
  readonly groups?: number
  readonly world?: SlackWorld
  readonly assume?: Partial<Assumptions>
  readonly limits?: LimitForm
  readonly faults?: string
  readonly clock: Speed
  readonly json?: boolean
  readonly withParent?: boolean
}

/** Serves an emulator until a signal, or the end of the standard input with `withParent`. */
export async function startEmulator(options: EmulateOptions): Promise<void> {
  const time = createClock(options.clock)
  const emulator = createFromOptions(options, time)
  const server = await serve(emulator, time, options)
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
    if (options.withParent) process.stdin.resume().once('end', resolve).once('close', resolve)
    process.stdout.write(announcement(server, options))
    // For people; programs read the one line of stdout.
    if (process.stderr.isTTY && !options.json) process.stderr.write(advice(server))
  })
  await server.close()
  // The standard input of a parent that lives on would keep this process alive.
  process.stdin.destroy()
}

function createFromOptions(options: EmulateOptions, { clock }: EmulatorClock): Emulator {
  const { token, limits, faults, world, assume } = options
  return createEmulator({
    clock,
    seed: seedOf(options),
    assumptions: { ...world?.assumptions, ...assume },
    ...(token === undefined ? {} : { token }),
    ...(limits === undefined ? {} : { limits: { form: limits } }),
    ...(faults === undefined ? {} : { faults: faultsFrom(readDataFile('--faults', faults).value) }),
  })
}

function seedOf({ seed, users, groups }: EmulateOptions): Seed {
  if (seed !== undefined) return checkDataFile('--seed', seed, seedFile())
  return seedDirectory({
    ...(users === undefined ? {} : { users }),
    ...(groups === undefined ? {} : { groups }),
  })
}

async function serve(
  emulator: Emulator,
  time: EmulatorClock,
  options: EmulateOptions,
): Promise<EmulatorServer> {
  const { host, port, allowHost } = options
  try {
    return await serveEmulator(withControl(emulator, time, host), {
      port,
      hostname: host,
      allowedHosts: allowHost,
    })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new CommandError(`--port ${port}: the port is in use; choose another one`)
    if (code === undefined) throw error
    throw new CommandError(`--host ${host} --port ${port}: cannot listen: ${message}`)
  }
}

function advice({ url }: EmulatorServer): string {
  return `Try it in another terminal:
  export SLACK_SCIM_BASE_URL=${url}
  npx -p slack-scim slack-scim doctor
Ctrl-C ends it.
`
}

function announcement({ url, token }: EmulatorServer, { json }: EmulateOptions): string {
  if (json) return `${JSON.stringify({ url, token, version: VERSION })}\n`
  return `Slack SCIM emulator at ${url} with token ${token}\n`
}
