/**
 * `slack-scim/provisioning/node` where there are no files: the same name, whose error names the journal to use.
 *
 * @module
 */

import { SCIMConfigurationError } from '../../errors/configuration-error.ts'
import type { JournalStore } from './journal-store.ts'

export type { Entry } from './entry.ts'
export type { JournalStore, Lease } from './journal-store.ts'

/** @throws {@link SCIMConfigurationError} always, since the runtime has no files */
export function fileJournal(_folder: string): JournalStore {
  throw new SCIMConfigurationError(
    "fileJournal: needs files, which this runtime has not: use durableObjectJournal of 'slack-scim/provisioning/durable-object' in Cloudflare Workers, or redisJournal of 'slack-scim/provisioning/redis'",
  )
}
