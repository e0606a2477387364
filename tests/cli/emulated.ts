import { afterAll, beforeAll } from 'vitest'
import { createEmulator, type Emulator, type EmulatorOptions } from '../../mocks/index.ts'
import { type EmulatorServer, serveEmulator } from '../../mocks/server.ts'

/** An emulator that commands of a test reach, and the options with which they do. */
export interface Emulated {
  readonly emulator: Emulator
  /** `--base-url` and its value. */
  readonly at: readonly [option: string, url: string]
}

/** Serves an emulator to all tests of a file. */
export function emulated(options: EmulatorOptions): Emulated {
  const emulator = createEmulator(options)
  let server: EmulatorServer | undefined
  beforeAll(async () => {
    server = await serveEmulator(emulator)
  })
  afterAll(() => server?.close())
  return {
    emulator,
    get at() {
      return ['--base-url', server?.url ?? ''] as const
    },
  }
}
