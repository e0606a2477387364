import type { History } from '../guards/history.ts'
import type { Link, Links, Tracked } from '../links/links.ts'
import type { Entry, LinkMade, RunStart, StepIntent } from './entry.ts'
import { recentActions } from './recent-actions.ts'

/** An attribute that was overwritten in this many runs in a row is contested. */
const CONTESTED = 3

/** A run as the journal knows it. */
export interface RunSummary {
  readonly run: string
  readonly digest: string
  /** ISO 8601. */
  readonly startedAt: string
  /** ISO 8601; absent: the run has not ended, or its process died. */
  readonly endedAt?: string | undefined
  readonly outcome?: string | undefined
  /** Ids of steps that took effect. */
  readonly done: ReadonlySet<string>
  /** Ids of those that Slack had as wanted before the run sent anything. */
  readonly found: ReadonlySet<string>
  /** Ids of those at which something happened that no step asked for. */
  readonly unasked: ReadonlySet<string>
  /** Ids of steps that were refused. */
  readonly failed: ReadonlySet<string>
  /** Ids of steps that were about to be sent when the process died. */
  readonly inDoubt: ReadonlySet<string>
  /** Slack ids of the accounts and groups that steps created, by the id of the step. */
  readonly created: ReadonlyMap<string, string>
  /** Steps that took effect, or may have: what counts against the limits. One that was done twice stands here twice. */
  readonly counted: readonly StepIntent[]
}

/** What a journal says, all entries together. */
export interface JournalState {
  readonly links: Links
  readonly history: History
  /** Oldest first. */
  readonly runs: readonly RunSummary[]
  /** The last run, if it has not ended. */
  readonly openRun?: RunSummary | undefined
}

/** What the entries are folded with. */
export interface FoldOptions {
  /** The time at which the last 24 hours end, in milliseconds since the epoch. */
  readonly now: number
  /** The secret of the journal, which becomes that of the links. */
  readonly secret: string
}

interface MutableRun extends RunSummary {
  endedAt?: string
  outcome?: string
  readonly done: Set<string>
  readonly found: Set<string>
  readonly unasked: Set<string>
  readonly failed: Set<string>
  readonly inDoubt: Set<string>
  readonly created: Map<string, string>
  readonly counted: StepIntent[]
}

/** How often something was overwritten in a row, and the number of the run that did so last. */
interface Contest {
  readonly count: number
  readonly last: number
}

type Contests = Map<Tracked, Contest>

/**
 * Reads what a journal says: links, the actions of the last 24 hours, and runs.
 *
 * An intent without a result counts as done, for the limits: it may have taken effect.
 *
 * @param entries - all entries, oldest first
 * @param options - see {@link FoldOptions}
 *
 * @example
 * ```ts
 * import { fold, memoryJournal } from 'slack-scim/provisioning'
 *
 * const journal = memoryJournal()
 * const { links, runs } = await fold(journal.read(), { now: Date.now(), secret: await journal.secret() })
 * console.log(links.users.size, runs.length)
 * ```
 */
export async function fold(
  entries: AsyncIterable<Entry> | Iterable<Entry>,
  { now, secret }: FoldOptions,
): Promise<JournalState> {
  const runs = new Map<string, MutableRun>()
  const links = { user: new Map<string, Link>(), group: new Map<string, Link>() }
  const contests = { user: new Map<string, Contests>(), group: new Map<string, Contests>() }
  const newPeople = new Set<string>()
  let last: RunStart | undefined
  let rows: History['rows'] = {}

  for await (const entry of entries) {
    if (entry.type === 'run.start') {
      last = entry
      // A run without a source, such as a rollback, says nothing of the others.
      rows = { ...rows, ...entry.rows }
      runs.set(entry.run, openRun(entry))
    } else if (entry.type === 'link') {
      const old = links[entry.resource].get(entry.key)
      const written = old?.id === entry.id ? { ...old.written, ...entry.written } : entry.written
      links[entry.resource].set(entry.key, { id: entry.id, source: entry.source, written })
      noteContests(contests[entry.resource], entry, runs.size)
      if (entry.resource === 'user') newPeople.delete(entry.key)
    } else if (entry.type === 'unlink') {
      links[entry.resource].delete(entry.key)
      if (entry.newPerson && entry.resource === 'user') newPeople.add(entry.key)
    } else {
      // Steps whose run has lost its beginning count still.
      const run = runs.get(entry.run) ?? openRun({ run: entry.run, digest: '', at: entry.at })
      runs.set(entry.run, run)
      addToRun(run, entry)
    }
  }
  for (const resource of ['user', 'group'] as const) {
    for (const [key, contest] of contests[resource]) {
      const link = links[resource].get(key)
      const contested = standingContests(contest, runs.size)
      if (link && contested) links[resource].set(key, { ...link, contested })
    }
  }
  const summaries = [...runs.values()]
  const newest = summaries.at(-1)
  return {
    links: {
      organization: last?.organization ?? '',
      secret,
      users: links.user,
      groups: links.group,
      ...(newPeople.size > 0 && { newPeople }),
    },
    history: {
      organization: last?.organization,
      rows,
      ...recentActions(
        summaries.flatMap(({ counted }) => counted),
        now,
      ),
    },
    runs: summaries,
    openRun: newest && newest.endedAt === undefined ? newest : undefined,
  }
}

function openRun({ run, digest, at }: Pick<RunStart, 'run' | 'digest' | 'at'>): MutableRun {
  return {
    run,
    digest,
    startedAt: at,
    done: new Set(),
    found: new Set(),
    unasked: new Set(),
    failed: new Set(),
    inDoubt: new Set(),
    created: new Map(),
    counted: [],
  }
}

function addToRun(
  run: MutableRun,
  entry: Exclude<Entry, RunStart | LinkMade | { readonly type: 'unlink' }>,
): void {
  switch (entry.type) {
    case 'step.intent':
      // What was in doubt had no effect, or it would not be sent again.
      if (run.inDoubt.has(entry.step)) uncount(run, entry.step)
      run.counted.push(entry)
      run.found.delete(entry.step)
      run.inDoubt.add(entry.step)
      break
    case 'step.done':
      // What Slack has already may be what an earlier intent made, so that one counts still.
      if (entry.already && !run.inDoubt.has(entry.step) && !run.done.has(entry.step))
        run.found.add(entry.step)
      if (entry.unasked) run.unasked.add(entry.step)
      run.inDoubt.delete(entry.step)
      run.failed.delete(entry.step)
      run.done.add(entry.step)
      if (entry.id !== undefined && entry.step.startsWith('create')) run.created.set(entry.step, entry.id)
      break
    case 'step.failed':
      if (!entry.unsent && run.inDoubt.delete(entry.step)) uncount(run, entry.step)
      run.failed.add(entry.step)
      break
    case 'run.end':
      run.endedAt = entry.at
      run.outcome = entry.outcome
  }
}

/** Takes the last intent of a step out of what counts. */
function uncount({ counted }: MutableRun, step: string): void {
  let index = counted.length - 1
  while (index >= 0 && counted[index]?.step !== step) index--
  if (index >= 0) counted.splice(index, 1)
}

function noteContests(contests: Map<string, Contests>, entry: LinkMade, run: number): void {
  const own = contests.get(entry.key) ?? new Map<Tracked, Contest>()
  contests.set(entry.key, own)
  for (const attribute of Object.keys(entry.written) as Tracked[]) {
    if (!entry.overwritten?.includes(attribute)) own.delete(attribute)
  }
  for (const attribute of entry.overwritten ?? []) {
    const { count, last } = own.get(attribute) ?? { count: 0, last: run }
    // The members of a group may take several steps of one run.
    const isCounted = count > 0 && last === run
    own.set(attribute, { count: isCounted ? count : last >= run - 1 ? count + 1 : 1, last: run })
  }
}

/** What is contested still: an interrupted row of runs counts for nothing, a complete one until the source says anew. */
function standingContests(own: Contests, runs: number): Link['contested'] {
  const standing = Array.from(own).filter(([, { count, last }]) => count >= CONTESTED || last === runs)
  return standing.length > 0
    ? Object.fromEntries(standing.map(([name, { count }]) => [name, count]))
    : undefined
}
