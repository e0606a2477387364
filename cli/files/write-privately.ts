import { closeSync, constants, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { CommandError } from '../command-error.ts'
import { writeProblem } from '../terminal/write-problem.ts'

/** A file that only its owner may read, as it is written. */
export interface PrivateFile {
  write(text: string): void
  /** Puts the whole file where it belongs. */
  commit(): void
  /** Leaves what was there before. */
  discard(): void
}

const { O_CREAT, O_EXCL, O_WRONLY } = constants

/**
 * Writes a file that holds people: for its owner alone (0600), and whole or not at all.
 *
 * @param option - the option that names the file, for messages
 * @throws {CommandError} where it cannot be written
 */
export function writePrivately(option: string, file: string): PrivateFile {
  const draft = `${file}.${process.pid}.tmp`
  const attempt = <T>(act: () => T): T => {
    try {
      return act()
    } catch (error) {
      rmSync(draft, { force: true })
      throw new CommandError(`${option} ${file}: ${writeProblem(error)}`)
    }
  }
  const handle = attempt(() => openSync(draft, O_CREAT | O_EXCL | O_WRONLY, 0o600))
  return {
    write: (text) => attempt(() => writeAll(handle, text)),
    commit() {
      closeSync(handle)
      attempt(() => renameSync(draft, file))
    },
    discard() {
      closeSync(handle)
      rmSync(draft, { force: true })
    },
  }
}

/** A call may write less than it is given. */
function writeAll(handle: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done)
}
