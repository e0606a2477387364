import { join } from 'node:path'
import { runCommand } from '../../package/command.ts'
import { projectWith } from '../../package/project.ts'
import { withEmulator } from '../emulator-process.ts'
import type { Report } from '../suite/contract.ts'
import { readReport } from '../suite/print.ts'
import { bundleShims } from '../suite-bundle.ts'

/** A shim that is run as a program. */
export interface ProgramRun {
  readonly shim: string
  /** The project that it is part of; default one that has installed nothing but the package. */
  readonly project?: () => Promise<string>
  /** Whether it makes an emulator of its own; default is one in another process. */
  readonly alone?: boolean
  /** The command line, given the file and where the emulator listens, such as `127.0.0.1:4711`. */
  command(file: string, host: string): Promise<readonly [program: string, ...args: string[]]>
}

/** Runs a shim in its project, and reads what it reports. */
export async function runProgram(run: ProgramRun): Promise<Report> {
  const { shim, project = projectWith, alone, command } = run
  const cwd = await project()
  await bundleShims([shim], cwd)
  const file = join(cwd, `${shim}.mjs`)
  if (alone) {
    const [program, ...args] = await command(file, '127.0.0.1')
    return readReport(await runCommand(program, args, { cwd }))
  }
  return withEmulator(async ({ url, token }) => {
    const [program, ...args] = await command(file, new URL(url).host)
    return readReport(await runCommand(program, [...args, url, token], { cwd }))
  })
}
