import { readdir, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { lostLease, SCIMJournalError } from '../journal/journal-error.ts'
import { type JournalStore, type Lease, RUN_KEPT } from '../journal/journal-store.ts'
import { isSecret, newSecret } from '../links/secret.ts'
import { dropBefore, fileOf, isNewest, readHolder, rewriteLease, takeLease } from './lease-files.ts'
import {
  asJournalError,
  createPrivately,
  hasCode,
  openPrivateFolder,
  readPrivately,
  replacePrivately,
} from './private-folder.ts'
import { appendLines, readSegments, replaceLines, sealBefore } from './segments.ts'

/**
 * A journal in a folder of this machine, for its owner alone (folder 0700, files 0600). Every append is on the disk
 * when it resolves.
 *
 * Processes of one machine, or of machines that share a file system with atomic creation of files, exclude one another.
 * Their clocks must agree to a few seconds.
 *
 * @param folder - the path of the folder; it is made when it is used first
 *
 * @example
 * ```ts
 * import { fileJournal } from 'slack-scim/provisioning/node'
 *
 * const journal = fileJournal('.slack-scim')
 * for await (const entry of journal.read()) console.log(entry.at, entry.type)
 * ```
 */
export function fileJournal(folder: string): JournalStore {
  let opened: Promise<void> | undefined
  const open = (): Promise<void> => {
    opened ??= openPrivateFolder(folder)
    return opened
  }
  const runFile = (run: string): string => {
    if (!/^[\w-]{1,64}$/.test(run))
      throw new RangeError('journal: the name of a run has letters, digits, _ and -')
    return join(folder, 'runs', `${run}.json`)
  }
  const listRuns = async (): Promise<string[]> => {
    const kept: string[] = []
    for (const name of await readdir(join(folder, 'runs'))) {
      const path = join(folder, 'runs', name)
      if ((await stat(path)).mtimeMs + RUN_KEPT < Date.now()) await unlink(path)
      else if (name.endsWith('.json')) kept.push(name.slice(0, -'.json'.length))
    }
    return kept.sort()
  }

  return {
    async lease(owner, milliseconds) {
      await open()
      const lease = await takeLease(folder, { owner, until: Date.now() + milliseconds })
      if (lease) await sealBefore(folder, lease)
      return lease
    },
    async holder() {
      await open()
      const holder = await readHolder(folder)
      return holder && holder.until > Date.now() ? holder : undefined
    },
    async renew(lease, milliseconds) {
      if (!(await isNewest(folder, lease))) return false
      await rewriteLease(folder, lease, Date.now() + milliseconds)
      return isNewest(folder, lease)
    },
    async release(lease) {
      if (await isNewest(folder, lease)) await rewriteLease(folder, lease, 0)
    },
    append: (lease, entries) => appendLines(folder, lease, entries.map(asLine)),
    async *read() {
      await open()
      yield* readSegments(folder)
    },
    async replace(lease, entries) {
      const holder = await readHolder(folder)
      if (!holder || !(await isNewest(folder, lease))) throw lostLease(lease)
      // A segment is never rewritten, since its seal would be wrong: the entries go to the next one.
      const next: Lease = { owner: lease.owner, fence: lease.fence + 1 }
      const isOurs = await createPrivately(
        fileOf(folder, next.fence, 'lease'),
        JSON.stringify({ owner: next.owner, until: holder.until }),
      )
      if (!isOurs) throw lostLease(lease)
      await sealBefore(folder, next)
      await replaceLines(folder, next, entries.map(asLine))
      await dropBefore(folder, next.fence)
      return next
    },
    async secret() {
      await open()
      const path = join(folder, 'secret')
      let secret = await readPrivately(path)
      if (secret === undefined) {
        await createPrivately(path, newSecret())
        secret = await readPrivately(path)
      }
      if (isSecret(secret)) return secret
      throw new SCIMJournalError(`journal: ${path}: is not whole: restore it from a backup`, 'unreadable')
    },
    async saveRun(lease, run, text) {
      await open()
      if (!(await isNewest(folder, lease))) throw lostLease(lease)
      await listRuns()
      // Its draft counts among the files of the lease, so what a crash leaves of it goes with the next replacement.
      await replacePrivately(runFile(run), text, fileOf(folder, lease.fence, 'draft'))
    },
    async loadRun(run) {
      await open()
      return (await listRuns()).includes(run) ? readPrivately(runFile(run)) : undefined
    },
    async dropRun(lease, run) {
      if (!(await isNewest(folder, lease))) throw lostLease(lease)
      await unlink(runFile(run)).catch((error: unknown) => {
        if (!hasCode(error, 'ENOENT')) throw asJournalError(error, runFile(run), 'unwritable')
      })
    },
    async runs() {
      await open()
      return listRuns()
    },
  }
}

function asLine(entry: object): string {
  return JSON.stringify(entry)
}
