import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { projectWith } from '../package/project.ts'
import type { Service } from './suite/contract.ts'

/** An emulator in a process of its own. */
interface EmulatorProcess extends Service {
  stop(): void
}

/** Runs something beside `slack-scim emulate` of the packed package. */
export async function withEmulator<T>(body: (service: Service) => Promise<T>): Promise<T> {
  const emulator = await startEmulator(await projectWith())
  try {
    return await body(emulator)
  } finally {
    emulator.stop()
  }
}

function startEmulator(project: string): Promise<EmulatorProcess> {
  const command = join(project, 'node_modules/slack-scim/dist/cli.mjs')
  const child = spawn(
    process.execPath,
    [command, 'emulate', '--users', '1', '--groups', '0', '--with-parent'],
    {
      // It ends with its standard input, so none is left behind when this process is.
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  )
  let output = ''
  return new Promise((resolve, reject) => {
    const read = (text: string): void => {
      output += text
      const [, url, token] = /emulator at (\S+) with token (\S+)/.exec(output) ?? []
      if (url && token) resolve({ url, token, stop: () => void child.kill() })
    }
    child.stdout.setEncoding('utf8').on('data', read)
    child.stderr.setEncoding('utf8').on('data', read)
    child.on('error', reject)
    child.on('close', () => reject(new Error(`slack-scim emulate did not start: ${output}`)))
  })
}
