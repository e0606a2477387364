import { constants } from 'node:fs'
import { link, lstat, mkdir, open, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { SCIMJournalError } from '../journal/journal-error.ts'

/** Who may read what a journal holds: its owner. */
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600
const OTHERS = 0o077

/** Whether an error of the file system has a code. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes(String((error as { readonly code?: unknown } | null)?.code))
}

/**
 * Makes the folder of a journal, or checks the one that is there. A journal names who has which account and holds the
 * secret of its hashes, so a folder that others can read, or a link that others can turn elsewhere, is refused.
 *
 * @throws {@link SCIMJournalError}
 */
export async function openPrivateFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: FOLDER_MODE })
    await mkdir(join(folder, 'runs'), { recursive: true, mode: FOLDER_MODE })
  } catch (error) {
    throw new SCIMJournalError(
      `journal: ${folder}: the folder cannot be made: ${codeOf(error)}`,
      'unwritable',
      error,
    )
  }
  const stats = await lstat(folder)
  if (stats.isSymbolicLink()) throw refused(folder, 'is a symbolic link: name the folder itself')
  if (process.platform !== 'win32' && stats.mode & OTHERS)
    throw refused(folder, `can be read by others: run chmod 700 ${folder}`)
}

/**
 * Opens a file of a journal for its owner alone; a symbolic link is not followed.
 *
 * @param flags - of `node:fs`, such as `O_RDONLY`
 */
export async function openPrivately(path: string, flags: number): ReturnType<typeof open> {
  const handle = await open(path, flags | (constants.O_NOFOLLOW ?? 0), FILE_MODE)
  const { mode } = await handle.stat()
  if (process.platform === 'win32' || !(mode & OTHERS)) return handle
  await handle.close()
  throw refused(path, `can be read by others: run chmod 600 ${path}`)
}

/** Reads a whole file; nothing if there is none. */
export async function readPrivately(path: string): Promise<string | undefined> {
  try {
    const handle = await openPrivately(path, constants.O_RDONLY)
    try {
      return await handle.readFile('utf8')
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw asJournalError(error, path, 'unreadable')
  }
}

/**
 * Writes a new file, durably: other processes see it whole or not at all, where the file system has hard links.
 *
 * @returns `false` if the file is there already
 */
export async function createPrivately(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${crypto.randomUUID()}`
  try {
    await writePrivately(draft, text, constants.O_EXCL)
    await link(draft, path).catch((error: unknown) => {
      // FAT and some network file systems have no hard links.
      if (!hasCode(error, 'EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP')) throw error
      return writePrivately(path, text, constants.O_EXCL)
    })
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw asJournalError(error, path, 'unwritable')
  } finally {
    await unlink(draft).catch(() => {})
  }
}

/**
 * Puts a new text in the place of a file, durably: readers see the old text or the new one, never a part.
 *
 * @param draft - the name of the file until it is whole; default `.new` behind the path
 */
export async function replacePrivately(path: string, text: string, draft = `${path}.new`): Promise<void> {
  try {
    await writePrivately(draft, text, constants.O_TRUNC)
    await rename(draft, path)
  } catch (error) {
    throw asJournalError(error, path, 'unwritable')
  }
}

async function writePrivately(path: string, text: string, flag: number): Promise<void> {
  const handle = await openPrivately(path, constants.O_WRONLY | constants.O_CREAT | flag)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes the entries of a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder.
  if (process.platform === 'win32') return
  const handle = await open(folder, constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Wraps an error of the file system; a {@link SCIMJournalError} stays what it is. */
export function asJournalError(
  error: unknown,
  path: string,
  reason: 'unreadable' | 'unwritable',
): SCIMJournalError {
  if (error instanceof SCIMJournalError) return error
  if (hasCode(error, 'ELOOP')) return refused(path, 'is a symbolic link: remove it')
  const verb = reason === 'unreadable' ? 'read' : 'written'
  return new SCIMJournalError(`journal: ${path}: cannot be ${verb}: ${codeOf(error)}`, reason, error)
}

function codeOf(error: unknown): string {
  return String((error as { readonly code?: unknown } | null)?.code ?? error)
}

function refused(path: string, problem: string): SCIMJournalError {
  return new SCIMJournalError(`journal: ${path}: ${problem}`, 'unreadable')
}
