import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { textProblem, valueProblem } from '../../src/provisioning/desired/value-problem.ts'
import {
  type Account,
  ATTRIBUTE_NAMES,
  type Attribute,
  type Roster,
  type Snapshot,
} from '../../src/provisioning/index.ts'
import { counted } from '../../src/provisioning/render/figures.ts'
import { CommandError } from '../command-error.ts'
import { readConfig } from '../config/read-config.ts'
import { type PrivateFile, writePrivately } from '../files/write-privately.ts'
import { connect, type SlackOptions } from '../slack/connect.ts'
import { rowWriter } from '../slack/row-writer.ts'
import { interruptible } from '../terminal/interrupt.ts'
import { createOutput, type Output, type OutputOptions } from '../terminal/output.ts'
import { type OpenJournal, openJournal, readState } from './journal.ts'
import { linkMatches } from './link-matches.ts'
import { readSlack } from './make-plan.ts'
import { readSources } from './read-sources.ts'
import { starterConfig } from './starter-config.ts'

/** Options of `slack-scim init`. */
export interface InitOptions extends OutputOptions, SlackOptions {
  readonly fromSlack?: boolean
}

const CONFIG = 'slack-scim.config.yaml'
/** The journal of the configuration that is written. */
const JOURNAL = '.slack-scim'

/** Writes a configuration and CSV: an example, or what Slack has, so that the first plan is empty. */
export async function init(folder: string, options: InitOptions): Promise<void> {
  const output = createOutput(options)
  mkdirSync(folder, { recursive: true })
  const taken = [CONFIG, 'people.csv', 'groups.csv'].find((file) => existsSync(join(folder, file)))
  if (taken !== undefined)
    throw new CommandError(`init: ${join(folder, taken)}: the file is there already; name another folder`)
  if (!options.fromSlack) return write(folder, undefined, output)
  const journal = await openJournal({ journal: `file:${resolve(folder, JOURNAL)}` })
  try {
    const snapshot = await readWhole(options, journal, output)
    await write(folder, snapshot, output)
    await link(folder, { snapshot, journal, output })
  } finally {
    await journal.close()
  }
}

/** Writes the files of a company: the example, or what Slack has. */
async function write(folder: string, snapshot: Snapshot | undefined, output: Output): Promise<void> {
  const columns = snapshot ? columnsOf(snapshot) : EXAMPLE_COLUMNS
  const people = snapshot ? peopleOf(snapshot) : EXAMPLE_PEOPLE
  const groups = snapshot ? groupsOf(snapshot) : EXAMPLE_GROUPS
  const drafts: PrivateFile[] = []
  try {
    drafts.push(draftRows(join(folder, 'people.csv'), ['id', 'active', 'guest', ...columns], people))
    drafts.push(draftRows(join(folder, 'groups.csv'), ['key', 'name', 'mode', 'members'], groups))
    for (const { commit } of drafts) commit()
  } finally {
    for (const { discard } of drafts) discard()
  }
  writeFileSync(join(folder, CONFIG), starterConfig(snapshot?.organization, columns), { flag: 'wx' })
  await output.event({ type: 'init', folder, people: people.length, groups: groups.length })
  await output.result(
    `Wrote ${join(folder, CONFIG)}, people.csv (${counted(people.length, 'person', 'people')}) and groups.csv (${counted(groups.length, 'group')}).\n`,
  )
  if (!snapshot) output.note('Next: slack-scim check')
}

async function readWhole(options: InitOptions, { store }: OpenJournal, output: Output): Promise<Snapshot> {
  const { client, facts } = await connect(options)
  const state = await readState(store, new Date())
  return interruptible(output, (signal) => readSlack({ client, facts, output, signal, state }))
}

/** Links each row to the account that it was made from, so that no later change of the row makes it another person. */
async function link(
  folder: string,
  { snapshot, journal, output }: { snapshot: Snapshot; journal: OpenJournal; output: Output },
): Promise<void> {
  const loaded = readConfig(join(folder, CONFIG))
  const desired = await readSources(loaded, { now: new Date(), output })
  const count = await linkMatches(journal.store, { desired, snapshot })
  await output.event({ type: 'links', count })
  await output.result(
    `Linked ${counted(count, 'row')} to Slack: the journal ${join(folder, JOURNAL)} knows which account or group each one is.\n`,
  )
  output.note('Next: slack-scim plan, which has nothing to do until you change a file.')
}

type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

const EXAMPLE_COLUMNS: readonly Attribute[] = [
  'userName',
  'givenName',
  'familyName',
  'email',
  'title',
  'department',
]
const EXAMPLE_PEOPLE: readonly Values[] = [
  {
    id: '0001',
    active: true,
    guest: false,
    userName: 'ada',
    givenName: 'Ada',
    familyName: 'Berg',
    email: 'ada@example.com',
    title: 'Engineer',
    department: 'R&D',
  },
]
const EXAMPLE_GROUPS: readonly Values[] = [
  { key: 'engineers', name: 'engineers', mode: 'add', members: ['0001'] },
]

/** The attributes that any account has. Slack answers another URL than was written for a photo. */
function columnsOf({ users }: Snapshot): readonly Attribute[] {
  const used = new Set<string>(['userName', 'email'])
  for (const { attributes } of users.values()) for (const name of Object.keys(attributes)) used.add(name)
  return ATTRIBUTE_NAMES.filter((name) => used.has(name) && name !== 'photo')
}

/** People with their Slack ids as keys. What a source could not write is left out, so it stays as it is. */
function peopleOf({ users }: Snapshot): readonly Values[] {
  return [...users.values()]
    .filter(({ kind }) => kind !== 'bot')
    .map(({ id, active, kind, attributes }: Account) => {
      const values = Object.entries(attributes).filter(
        ([name, value]) =>
          value && !valueProblem(name as Attribute, value) && (name !== 'manager' || users.has(value)),
      )
      return { ...Object.fromEntries(values), id, active, guest: kind === 'guest' } as Values
    })
}

/** Groups with their Slack ids as keys. One whose name a source could not write is left out, so it stays as it is. */
function groupsOf({ groups, users }: Snapshot): readonly Values[] {
  const isPerson = (id: string): boolean => (users.get(id)?.kind ?? 'bot') !== 'bot'
  return [...groups.values()]
    .filter(({ name }) => !textProblem(name))
    .map(({ id, name, members }: Roster) => ({
      key: id,
      name,
      mode: 'add',
      members: [...members].filter(isPerson),
    }))
}

/** Writes a file of rows that is not yet where it belongs. */
function draftRows(file: string, columns: readonly string[], rows: readonly Values[]): PrivateFile {
  const draft = writePrivately('init', file)
  const writer = rowWriter('csv', columns)
  draft.write(writer.begin)
  for (const row of rows) draft.write(writer.row(row))
  return draft
}
