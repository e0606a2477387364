import { readdir, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Lease } from '../journal/journal-store.ts'
import { createPrivately, hasCode, readPrivately, replacePrivately } from './private-folder.ts'

/** How long a lease file that is not whole counts as held: its writer has just made it, or died. */
const HALF_WRITTEN = 60_000

/** Who has a lease, and until when. */
export interface Holder {
  readonly owner: string
  /** Milliseconds since the epoch. */
  readonly until: number
}

/** The name of a file of a lease: twelve digits, so that names sort as numbers. */
export function fileOf(folder: string, fence: number, kind: 'lease' | 'ndjson' | 'seal' | 'draft'): string {
  return join(folder, `${String(fence).padStart(12, '0')}.${kind}`)
}

/** The fences that have a file of one of some kinds, smallest first. */
export async function fencesOf(
  folder: string,
  ...kinds: readonly ('lease' | 'ndjson' | 'seal')[]
): Promise<number[]> {
  const names = await readdir(folder)
  const found = names
    .filter((name) => kinds.some((kind) => name.endsWith(`.${kind}`)))
    .map((name) => Number.parseInt(name, 10))
  return [...new Set(found.filter(Number.isSafeInteger))].sort((a, b) => a - b)
}

/**
 * Takes a lease if no process holds one. Each lease is a file with the next number, which the file system lets one process
 * make; its number is the fence.
 */
export async function takeLease(folder: string, { owner, until }: Holder): Promise<Lease | undefined> {
  // Above every segment, also of leases whose files were deleted by hand: what is added behind a seal is not read. Looked
  // at before the leases, so that a lease which another process takes meanwhile is seen, or has the same number.
  const highest = (await fencesOf(folder, 'lease', 'ndjson', 'seal')).at(-1) ?? 0
  const newest = (await fencesOf(folder, 'lease')).at(-1) ?? 0
  const holder = newest > 0 ? await readLease(folder, newest) : undefined
  if (holder && holder.until > Date.now()) return undefined
  const fence = Math.max(highest, newest) + 1
  const isOurs = await createPrivately(fileOf(folder, fence, 'lease'), JSON.stringify({ owner, until }))
  return isOurs ? { owner, fence } : undefined
}

/** Who has the newest lease. */
export async function readHolder(folder: string): Promise<Holder | undefined> {
  const newest = (await fencesOf(folder, 'lease')).at(-1)
  return newest === undefined ? undefined : readLease(folder, newest)
}

/** Whether no newer lease exists. Fences are consecutive, so one file tells. */
export async function isNewest(folder: string, { fence }: Lease): Promise<boolean> {
  try {
    await stat(fileOf(folder, fence + 1, 'lease'))
    return false
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
    // A folder that was replaced has neither.
    return (await fencesOf(folder, 'lease')).at(-1) === fence
  }
}

/** Writes anew until when a lease lasts. */
export async function rewriteLease(folder: string, lease: Lease, until: number): Promise<void> {
  const text = JSON.stringify({ owner: lease.owner, until })
  await replacePrivately(fileOf(folder, lease.fence, 'lease'), text)
}

/** Deletes the files of leases before a fence. */
export async function dropBefore(folder: string, fence: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const number = /^\d{12}\./.test(name) ? Number.parseInt(name, 10) : fence
    if (number >= fence) continue
    await unlink(join(folder, name)).catch((error: unknown) => {
      if (!hasCode(error, 'ENOENT')) throw error
    })
  }
}

async function readLease(folder: string, fence: number): Promise<Holder> {
  const path = fileOf(folder, fence, 'lease')
  try {
    const { owner, until } = JSON.parse((await readPrivately(path)) ?? '')
    if (typeof until === 'number') return { owner: String(owner), until }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  const { mtimeMs } = await stat(path)
  return { owner: 'another process', until: mtimeMs + HALF_WRITTEN }
}
