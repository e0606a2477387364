import { Buffer } from 'node:buffer'
import { constants } from 'node:fs'
import { type Entry, parseEntry } from '../journal/entry.ts'
import { lostLease, SCIMJournalError } from '../journal/journal-error.ts'
import type { Lease } from '../journal/journal-store.ts'
import { fencesOf, fileOf, isNewest } from './lease-files.ts'
import {
  asJournalError,
  openPrivately,
  readPrivately,
  replacePrivately,
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
  const fences = await fencesOf(folder, 'lease', 'ndjson')
  for (const older of fences.filter((one) => one < fence)) {
    if ((await readSeal(folder, older)) !== undefined) continue
    const text = (await readPrivately(fileOf(folder, older, 'ndjson'))) ?? ''
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    const path = fileOf(folder, older, 'seal')
    await replacePrivately(path, `${Buffer.byteLength(whole)}\n`, `${path}.${fence}`)
  }
  await syncFolder(folder)
}

/** The bytes of a segment that count; nothing while it is not sealed, or if its seal was not written to its end. */
async function readSeal(folder: string, fence: number): Promise<number | undefined> {
  const text = (await readPrivately(fileOf(folder, fence, 'seal'))) ?? ''
  return /^\d{1,15}\n$/.test(text) ? Number(text) : undefined
}

/** What a segment holds; `missing` says how it is less than its seal. */
interface Segment {
  readonly path: string
  readonly lines: readonly string[]
  readonly missing: string | undefined
}

/**
 * Yields the entries of all segments. A last line without an end was not acknowledged, and is left out.
 *
 * @throws {@link SCIMJournalError} for a damaged line, and for a sealed segment that is shorter or gone
 */
export async function* readSegments(folder: string): AsyncGenerator<Entry> {
  const segments: Segment[] = []
  for (const fence of await fencesOf(folder, 'ndjson', 'seal')) {
    const segment = await readSegment(folder, fence)
    if (segment.lines[0] === BASE) segments.length = 0
    segments.push(segment)
  }
  for (const { path, lines, missing } of segments) {
    if (missing !== undefined) throw damaged(`${path}: ${missing}`)
    for (const [index, line] of lines.entries()) {
      if (line === BASE) continue
      const entry = parseEntry(line)
      if (!entry) throw damaged(`${path}:${index + 1}: the line is damaged`)
      yield entry
    }
  }
}

async function readSegment(folder: string, fence: number): Promise<Segment> {
  const path = fileOf(folder, fence, 'ndjson')
  const seal = await readSeal(folder, fence)
  const text = (await readPrivately(path)) ?? ''
  const bytes = Buffer.from(text)
  const sealed = seal === undefined ? text : bytes.subarray(0, seal).toString('utf8')
  const whole = sealed.slice(0, sealed.lastIndexOf('\n') + 1)
  const isShort = seal !== undefined && bytes.length < seal
  return {
    path,
    lines: whole.split('\n').filter((line) => line !== ''),
    missing: isShort ? `${bytes.length} of ${seal} bytes are there` : undefined,
  }
}

function damaged(what: string): SCIMJournalError {
  return new SCIMJournalError(`journal: ${what}: restore the file from a backup`, 'unreadable')
}
