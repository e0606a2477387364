import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** The emulator of Slack's SCIM service, on a port of this machine. */
export interface EmulatorProcess {
  /** Where SCIM 1.1 is. */
  readonly baseUrl: string
  /** A token that is worth nothing anywhere else. */
  readonly token: string
  /** Ends the process. */
  stop(): Promise<void>
}

/**
 * Starts the emulator in a process of its own.
 *
 * It ends with its standard input, so it cannot outlive this process, however that comes to its end.
 *
 * @param seed - a JSON file with the accounts and groups to begin with
 */
export async function startEmulator(seed: string): Promise<EmulatorProcess> {
  const cli = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
  const child = spawn(process.execPath, [cli, 'emulate', '--port', '0', '--seed', seed, '--with-parent'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    exit.then(([code]) => {
      throw new Error(`The emulator ended with exit code ${code} before it listened.`)
    }),
  ])
  const [, url, token] = /^Slack SCIM emulator at (\S+) with token (\S+)$/.exec(String(line)) ?? []
  if (!url || !token) {
    child.kill()
    throw new Error('The emulator did not say where it listens.')
  }
  return {
    baseUrl: `${url}v1/`,
    token,
    async stop() {
      child.kill()
      await exit
    },
  }
}
