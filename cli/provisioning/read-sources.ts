import {
  checkSources,
  type Desired,
  readDesired,
  SCIMGuardError,
  SCIMSourceError,
} from '../../src/provisioning/index.ts'
import { counted } from '../../src/provisioning/render/figures.ts'
import type { LoadedConfig } from '../config/read-config.ts'
import type { Output } from '../terminal/output.ts'
import { readState } from './journal.ts'
import type { Session } from './session.ts'

/** How sources are read. */
export interface ReadSources {
  readonly now: Date
  readonly output: Output
  readonly signal?: AbortSignal | undefined
}

/** Reads what Slack is to be. A large group is noted, since Slack advises against it. */
export function readSources(loaded: LoadedConfig, options: ReadSources): Promise<Desired> {
  return readCounted(loaded, options, new Map())
}

/**
 * Reads what Slack is to be, for a plan. A file that has lost its people also has groups and managers without them, so
 * the guard of the sources is asked before those are named.
 *
 * @throws {SCIMGuardError} for sources that are empty, too small or too old, and have other problems
 */
export async function readPlannedSources(
  { loaded, policy, journal }: Session,
  options: ReadSources,
): Promise<Desired> {
  const rows = new Map<string, number>()
  try {
    return await readCounted(loaded, options, rows)
  } catch (error) {
    const { sources } = loaded
    // A source that was not read to its end says by itself what is wrong.
    if (!(error instanceof SCIMSourceError) || sources.some(({ name }) => !rows.has(name))) throw error
    const { now } = options
    const facts = sources.map(({ name, takenAt = now.toISOString() }) => {
      return { name, takenAt, complete: true, rows: rows.get(name) ?? 0 }
    })
    const { history } = await readState(journal.store, now)
    const refused = checkSources(facts, history, { policy, now })
    throw refused.length > 0 ? new SCIMGuardError(refused) : error
  }
}

/**
 * Reads all sources.
 *
 * @param rows - gets the rows of each source that was read to its end
 */
function readCounted(
  { sources, rules }: LoadedConfig,
  { now, output, signal }: ReadSources,
  rows: Map<string, number>,
): Promise<Desired> {
  return readDesired(sources, {
    now,
    groups: rules,
    signal,
    onEvent(event) {
      if (event.type === 'source.end' && event.complete) rows.set(event.source, event.rows)
      if (event.type !== 'group.large') return
      const { group, members, advised } = event
      output.note(`warning: ${group}: ${counted(members, 'member')}; Slack advises at most ${advised}`)
    },
  })
}
