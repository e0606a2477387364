import { forgetPerson, type Plan, parsePlan, type RunSummary } from '../../src/provisioning/index.ts'
import { counted } from '../../src/provisioning/render/figures.ts'
import { CommandError } from '../command-error.ts'
import { readConfig } from '../config/read-config.ts'
import { didYouMean } from '../terminal/did-you-mean.ts'
import { createOutput, type OutputOptions } from '../terminal/output.ts'
import { rowOf } from '../terminal/rows.ts'
import { type OpenJournal, openJournal, readState } from './journal.ts'
import { underLease } from './lease.ts'

/** Options of the commands that read the journal. */
export interface RunsOptions extends OutputOptions {
  readonly config?: string
  readonly journal?: string
}

const WIDTHS = [38, 26, 10]

/** Lists the runs of the journal, the newest last. */
export async function listRuns(options: RunsOptions): Promise<void> {
  const output = createOutput(options)
  await withJournalOf(options, async ({ store }) => {
    const { runs } = await readState(store, new Date())
    for (const run of runs) {
      await output.event({ type: 'run', ...plainRun(run) })
      const text = `${counted(run.done.size, 'step')} done, ${run.failed.size} failed, ${run.inDoubt.size} in doubt`
      await output.result(rowOf([run.run, run.startedAt, run.outcome ?? 'open', text], WIDTHS))
    }
    if (runs.length === 0) output.note('No run.')
  })
}

/** Shows one run, step by step. */
export async function showRun(name: string, options: RunsOptions): Promise<void> {
  const output = createOutput(options)
  await withJournalOf(options, async ({ store }) => {
    const { runs } = await readState(store, new Date())
    const run = findRun(name, runs)
    await output.event({ type: 'run', ...plainRun(run) })
    const { run: id, digest, startedAt, endedAt = '', outcome = 'open' } = run
    for (const row of [
      ['run', id],
      ['digest', digest],
      ['started', startedAt],
      ['ended', endedAt],
      ['outcome', outcome],
    ])
      await output.result(rowOf(row, [8]))
    for (const [word, steps] of [
      ['done', run.done],
      ['failed', run.failed],
      ['in doubt', run.inDoubt],
    ] as const)
      for (const step of steps) await output.result(rowOf([word, step], [8]))
  })
}

/** Removes a person from the journal. */
export async function forget(key: string, options: RunsOptions): Promise<void> {
  const output = createOutput(options)
  await withJournalOf(options, async ({ store }) => {
    let count = 0
    await underLease(store, async (lease) => {
      const { lease: newest, removed } = await forgetPerson(store, lease, key)
      count = removed
      return newest
    })
    await output.event({ type: 'forget', removed: count })
    await output.result(`${counted(count, 'entry', 'entries')} removed.\n`)
  })
}

/** What is kept of a run for a rollback: its plan, and what was created. */
export async function keptRun(
  name: string,
  { store }: OpenJournal,
): Promise<{ readonly plan: Plan; readonly run: RunSummary; readonly created: ReadonlyMap<string, string> }> {
  const { runs } = await readState(store, new Date())
  const run = findRun(name, runs)
  const text = await store.loadRun(run.run)
  if (text === undefined)
    throw new CommandError(`rollback ${name}: what it needs is kept for 30 days, and is no longer there`)
  const created = new Map<string, string>()
  for await (const entry of store.read())
    if (entry.type === 'step.done' && entry.run === run.run && entry.id !== undefined)
      created.set(entry.step, entry.id)
  const { plan } = JSON.parse(text) as { readonly plan: unknown }
  return { plan: parsePlan(plan), run, created }
}

function findRun(name: string, runs: readonly RunSummary[]): RunSummary {
  const run = name === 'last' ? runs.at(-1) : runs.find((one) => one.run === name)
  if (run) return run
  const known = runs.map((one) => one.run)
  throw new CommandError(`there is no run ${name}${didYouMean(name, known)} See slack-scim runs list`)
}

/** A run as JSON: sets become lists. */
function plainRun({ done, failed, inDoubt, counted: _counted, ...run }: RunSummary): object {
  return { ...run, done: [...done], failed: [...failed], inDoubt: [...inDoubt] }
}

async function withJournalOf(
  options: RunsOptions,
  work: (journal: OpenJournal) => Promise<void>,
): Promise<void> {
  const loaded = options.journal === undefined ? readConfig(options.config) : undefined
  const journal = await openJournal({ journal: options.journal, loaded, readOnly: true })
  try {
    await work(journal)
  } finally {
    await journal.close()
  }
}
