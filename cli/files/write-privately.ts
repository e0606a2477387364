import { closeSync, constants, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { CommandError } from '../command-error.ts'
import { writeProblem } from '../terminal/write-problem.ts'

/** A file that only its owner may read, as it is written. */
export interface PrivateFile {
  write(text: string): void
  /** Puts the whole file where it belongs. */
  commit(): void
  /** Leaves what was there before; nothing after {@link PrivateFile.commit}. */
  discard(): void
}

const { O_CREAT, O_EXCL, O_WRONLY } = constants

/**
 * Writes a file that holds people: for its owner alone (0600), and whole or not at all. A device or a pipe, such as
 * `/dev/null`, is written to and stays what it is.
 *
 * @param option - the option that names the file, for messages
 * @throws {CommandError} where it cannot be written
 */
export function writePrivately(option: string, file: string): PrivateFile {
  const failed = (error: unknown): CommandError =>
    new CommandError(`${option} ${file}: ${writeProblem(error)}`)
  const draft = draftOf(file, failed)
  let handle: number | undefined
  const discard = (): void => {
    if (handle === undefined) return
    const open = handle
    handle = undefined
    if (draft !== undefined) rmSync(draft, { force: true })
    closeSync(open)
  }
  const attempt = (act: (handle: number) => void): void => {
    if (handle === undefined) return
    try {
      act(handle)
    } catch (error) {
      discard()
      throw failed(error)
    }
  }
  try {
    handle =
      draft === undefined ? openSync(file, O_WRONLY) : openSync(draft, O_CREAT | O_EXCL | O_WRONLY, 0o600)
  } catch (error) {
    throw failed(error)
  }
  return {
    write: (text) => attempt((handle) => writeAll(handle, text)),
    commit() {
      attempt((handle) => {
        if (draft === undefined) return
        // A name must not lead to a file whose content a crash could lose.
        fsyncSync(handle)
        renameSync(draft, file)
      })
      if (handle !== undefined) closeSync(handle)
      handle = undefined
    },
    discard,
  }
}

/** Where a file is written before it is whole; nothing for what is no file, and must not be replaced by one. */
function draftOf(file: string, failed: (error: unknown) => CommandError): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (stats?.isDirectory()) throw failed({ code: 'EISDIR' })
  // The name is new each time: what a killed process left behind must not stand in the way of the next.
  return stats === undefined || stats.isFile() ? `${file}.${crypto.randomUUID().slice(0, 8)}.tmp` : undefined
}

/** A call may write less than it is given. */
function writeAll(handle: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done)
}
