import { type Entry, planDigest } from '../../src/provisioning/index.ts'

/** A run that makes links and sends nothing. */
export interface LinkRun {
  /** The command, for the name of the run. */
  readonly command: string
  readonly organization: string
  /** Rows of each source, with which later runs compare theirs. */
  readonly rows: Readonly<Record<string, number>>
  /** ISO 8601. */
  readonly at: string
}

/** Such a run, as it is written. */
export interface WrittenRun {
  readonly run: string
  readonly digest: string
  readonly entries: readonly Entry[]
}

/** Entries as a run of the journal, by which it learns of which organization they are. */
export async function asLinkRun(
  entries: readonly Entry[],
  { command, organization, rows, at }: LinkRun,
): Promise<WrittenRun> {
  const run = `${command}-${crypto.randomUUID().slice(0, 8)}`
  const digest = await planDigest({ organization, steps: [] })
  const start: Entry = { type: 'run.start', at, run, digest, organization, rows }
  const end: Entry = { type: 'run.end', at, run, outcome: 'equal' }
  return { run, digest, entries: [start, ...entries, end] }
}
