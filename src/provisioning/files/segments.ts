import { Buffer } from 'node:buffer'
import { constants } from 'node:fs'
import { type Entry, parseEntry } from '../journal/entry.ts'
import { lostLease, SCIMJournalError } from '../journal/journal-error.ts'
import type { Lease } from '../journal/journal-store.ts'
import { fencesOf, fileOf, isNewest } from './lease-files.ts'
import {
  asJournalError,
  createPrivately,
  openPrivately,
  readPrivately,
  syncFolder,
} from './private-folder.ts'

/** The first line of a segment that replaces all earlier ones. */
const BASE = '{"type":"base"}'

/**
 * Adds lines to the segment of a lease. Each lease writes to a segment of its own, so a process that was paused cannot
 * write into the segment of its successor; what it adds to its own is behind the seal.
 *
 * @throws {@link SCIMJournalError}
 */
export async function appendLines(folder: string, lease: Lease, lines: readonly string[]): Promise<void> {
  if (!(await isNewest(folder, lease))) throw lostLease(lease)
  const path = fileOf(folder, lease.fence, 'ndjson')
  let isNew = false
  try {
    const handle = await openPrivately(path, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND)
    try {
      const { size } = await handle.stat()
      isNew = size === 0
      try {
        await handle.writeFile(`${lines.join('\n')}\n`)
        await handle.datasync()
      } catch (error) {
        // On a full disk a part of the lines may be there: they were not sent, so they must not be read.
        await handle.truncate(size)
        throw error
      }
    } finally {
      await handle.close()
    }
    if (isNew) await syncFolder(folder)
  } catch (error) {
    throw asJournalError(error, path, 'unwritable')
  }
  // A successor that came before this line may have sealed the segment without it; one that comes later seals it with it.
  if (!(await isNewest(folder, lease))) throw lostLease(lease)
}

/** Begins a segment that replaces all earlier ones. */
export function replaceLines(folder: string, lease: Lease, lines: readonly string[]): Promise<void> {
  return appendLines(folder, lease, [BASE, ...lines])
}

/** Fixes the end of every segment before that of a lease: what is added behind it is not read. */
export async function sealBefore(folder: string, { fence }: Lease): Promise<void> {
  const leases = await fencesOf(folder, 'lease')
  for (const older of leases.filter((one) => one < fence)) {
    if ((await readPrivately(fileOf(folder, older, 'seal'))) !== undefined) continue
    const text = (await readPrivately(fileOf(folder, older, 'ndjson'))) ?? ''
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    await createPrivately(fileOf(folder, older, 'seal'), `${Buffer.byteLength(whole)}`)
  }
  await syncFolder(folder)
}

/** Yields the entries of all segments. A last line without an end was not acknowledged, and is left out. */
export async function* readSegments(folder: string): AsyncGenerator<Entry> {
  const segments: { readonly path: string; readonly lines: readonly string[] }[] = []
  for (const fence of await fencesOf(folder, 'ndjson')) {
    const path = fileOf(folder, fence, 'ndjson')
    const lines = await readLines(path, await readPrivately(fileOf(folder, fence, 'seal')))
    if (lines[0] === BASE) segments.length = 0
    segments.push({ path, lines })
  }
  for (const { path, lines } of segments) {
    for (const [index, line] of lines.entries()) {
      if (line === BASE) continue
      const entry = parseEntry(line)
      if (!entry)
        throw new SCIMJournalError(
          `journal: ${path}:${index + 1}: the line is damaged: restore the file from a backup`,
          'unreadable',
        )
      yield entry
    }
  }
}

async function readLines(path: string, seal: string | undefined): Promise<string[]> {
  const text = (await readPrivately(path)) ?? ''
  const sealed = seal === undefined ? text : Buffer.from(text).subarray(0, Number(seal)).toString('utf8')
  const whole = sealed.slice(0, sealed.lastIndexOf('\n') + 1)
  return whole.split('\n').filter((line) => line !== '')
}
