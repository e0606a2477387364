import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEmulator, type Emulator, seedDirectory } from '../../mocks/index.ts'
import { type EmulatorServer, serveEmulator } from '../../mocks/server.ts'
import { ROOT } from '../support/tool.ts'

/** How a command ended. */
export interface Ended {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

/** A folder that the built command line has written, and the emulated Slack beside it. */
export interface CompanyFolder {
  readonly folder: string
  readonly emulator: Emulator
  /** Runs the built command line; `onNote` is given what it says on stderr, as it comes. */
  run(args: readonly string[], onNote?: (text: string, interrupt: () => void) => void): Promise<Ended>
  edit(file: string, change: (text: string) => string): void
  close(): Promise<void>
}

/** A program with its arguments, in front of the file. */
export type RuntimeCommand = readonly [program: string, ...args: string[]]

const COMMAND = `${ROOT}dist/cli.mjs`

/** Opens a company of 60 people in a runtime, whose people are linked. */
export async function openCompanyFolder(runtime: RuntimeCommand): Promise<CompanyFolder> {
  const emulator = createEmulator({
    seed: seedDirectory({ users: 60, groups: 2 }),
    assumptions: { 'deactivation-visibility': 'at-once' },
  })
  const server: EmulatorServer = await serveEmulator(emulator)
  const folder = mkdtempSync(join(tmpdir(), 'slack-scim-runtime-'))
  const [program, ...before] = runtime
  const company: CompanyFolder = {
    folder,
    emulator,
    run(args, onNote = () => {}) {
      const env = { ...process.env, SLACK_SCIM_BASE_URL: server.url, NO_COLOR: '1', FORCE_COLOR: undefined }
      const child = spawn(program, [...before, COMMAND, ...args], {
        cwd: folder,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let [output, errors] = ['', '']
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        errors += text
        onNote(text, () => child.kill('SIGINT'))
      })
      return new Promise((resolve, reject) => {
        child.on('error', reject)
        child.on('close', (code) => resolve({ code, output, errors }))
      })
    },
    edit: (file, change) =>
      writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8'))),
    async close() {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return company
}

/** Gives so many people of the file another title. */
export function promote({ edit }: CompanyFolder, count: number, title = 'Chief'): void {
  edit('people.csv', (text) => {
    let left = count
    return text.replace(/,[^,]*,(E\d+),/g, (all, number) => (left-- > 0 ? `,${title},${number},` : all))
  })
}
