import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Policy } from '../../src/provisioning/index.ts'
import { CommandError } from '../command-error.ts'
import type { Allowed } from '../config/actions.ts'
import { type LoadedConfig, readConfig } from '../config/read-config.ts'
import { type Connection, connect, type SlackOptions } from '../slack/connect.ts'
import type { OutputOptions } from '../terminal/output.ts'
import { type OpenJournal, openJournal, readState } from './journal.ts'
import type { MakePlan } from './make-plan.ts'

/** The options of every command that plans. */
export interface PlanningOptions extends OutputOptions, SlackOptions {
  readonly config?: string
  readonly journal?: string
  readonly allow?: Allowed
  readonly protect?: readonly string[]
  readonly only?: readonly string[]
}

/** The files that a command writes. */
export interface OutputFiles {
  readonly out?: string
  readonly report?: string
}

/** What a command that plans has at hand. */
export interface Session {
  readonly loaded: LoadedConfig
  readonly policy: Policy
  readonly journal: OpenJournal
  connect(): Promise<Connection>
}

/**
 * Opens the configuration and the journal, runs work with them, and closes the journal.
 *
 * @param readOnly - whether the work only reads the journal
 */
export async function withSession<T>(
  options: PlanningOptions & OutputFiles,
  readOnly: boolean,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const loaded = readConfig(options.config)
  refuseToOverwrite('--out', options.out, loaded)
  refuseToOverwrite('--report', options.report, loaded)
  const { policy = {}, api } = loaded.config
  const { protect = [] } = options
  const journal = await openJournal({ journal: options.journal, loaded, readOnly })
  let connection: Promise<Connection> | undefined
  try {
    return await work({
      loaded,
      policy: protect.length === 0 ? policy : { ...policy, protect: [...(policy.protect ?? []), ...protect] },
      journal,
      // The token is asked for once.
      connect() {
        connection ??= connect(options, api)
        return connection
      },
    })
  } finally {
    await journal.close()
  }
}

/** What a plan is made with, but for what is wanted. */
export async function planningOf(
  { loaded, policy, journal, ...session }: Session,
  options: PlanningOptions,
  now: Date,
): Promise<Omit<MakePlan, 'desired' | 'output'>> {
  const state = await readState(journal.store, now)
  const { client, facts } = await session.connect()
  const { organization } = loaded.config
  return { state, policy, client, facts, organization, allow: options.allow ?? {}, only: options.only, now }
}

/** A plan in the place of `people.csv` would be the end of the source. */
function refuseToOverwrite(
  option: string,
  file: string | undefined,
  { file: config, paths }: LoadedConfig,
): void {
  if (file === undefined || !paths.some((path) => isSameFile(path, file))) return
  throw new CommandError(`${option} ${file}: ${config} reads this file: name another one`)
}

function isSameFile(one: string, other: string): boolean {
  if (resolve(one) === resolve(other)) return true
  const [first, second] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }))
  return first !== undefined && first.ino === second?.ino && first.dev === second.dev
}
