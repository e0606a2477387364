/**
 * A journal of provisioning in files, in Node, Bun and Deno.
 *
 * @module
 */

export type { Entry } from '../journal/entry.ts'
export type { JournalStore, Lease } from '../journal/journal-store.ts'
export { fileJournal } from './file-journal.ts'
