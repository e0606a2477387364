import type { Client } from '../../src/index.ts'
import { SCIMApiError } from '../../src/index.ts'
import { shown } from '../../src/provisioning/desired/columns.ts'
import type { Desired, Entry, Links } from '../../src/provisioning/index.ts'
import { counted } from '../../src/provisioning/render/figures.ts'
import { CommandError } from '../command-error.ts'
import { readIfAllowed } from '../slack/missing-scope.ts'
import { openTable } from '../sources/open-table.ts'
import { problemsOf } from '../sources/problems.ts'
import { didYouMean } from '../terminal/did-you-mean.ts'
import { createOutput } from '../terminal/output.ts'
import { readState } from './journal.ts'
import { underLease } from './lease.ts'
import { asLinkRun } from './link-run.ts'
import { refuseRepeated } from './named-accounts.ts'
import { readPlannedSources } from './read-sources.ts'
import { type PlanningOptions, withSession } from './session.ts'

/** Options of `slack-scim adopt`. */
export interface AdoptOptions extends PlanningOptions {
  readonly key?: string
  readonly group?: string
  readonly id?: string
  readonly new?: boolean
  readonly file?: string
}

/** A key, and the account or group that it stands for from now on; nothing for none. */
interface Adoption {
  readonly resource: 'user' | 'group'
  readonly key: string
  readonly id: string | undefined
}

/** Links keys to accounts and groups that are in Slack, or takes links away. Slack is not changed. */
export async function adopt(options: AdoptOptions): Promise<void> {
  const output = createOutput(options)
  await withSession(options, false, async (session) => {
    const adoptions = options.file === undefined ? [adoptionOf(options)] : await adoptionsOf(options.file)
    const now = new Date()
    const desired = await readPlannedSources(session, { now, output })
    const { client, facts } = await session.connect()
    const { store } = session.journal
    const at = now.toISOString()
    const { links } = await readState(store, now)
    const known = links.organization || session.loaded.config.organization
    const read = readIfAllowed(
      facts,
      output,
      'the organization is the one of the journal or the configuration',
    )
    const found = await read({ ...(known && { expect: known }) })
    const organization = found?.organization ?? known
    if (organization === undefined)
      throw new CommandError(
        'adopt: neither the configuration nor the journal names the organization of the links: set organization in the configuration',
      )
    const entries: Entry[] = []
    for (const adoption of adoptions) entries.push(await entryOf(adoption, { desired, client, at }))
    const all = [...formerLinks(adoptions, links, at), ...entries]
    await underLease(store, async (lease) => {
      // A journal learns by its first run of which organization its links are.
      const run = { command: 'adopt', organization, rows: {}, at }
      await store.append(lease, links.organization ? all : (await asLinkRun(all, run)).entries)
      return lease
    })
    for (const entry of all) await output.event({ ...entry })
    await output.result(`${counted(entries.length, 'link')} written. Plan again.\n`)
  })
}

/** An account stands for one key: the links of other keys to it are taken away. */
function formerLinks(adoptions: readonly Adoption[], links: Links, at: string): readonly Entry[] {
  const taken = new Map<string, string>()
  for (const { key, id } of adoptions) {
    if (id === undefined) continue
    const other = taken.get(id)
    if (other !== undefined && other !== key)
      throw new CommandError(`adopt: ${id}: it cannot be that of ${other} and of ${key}: take one out`)
    taken.set(id, key)
  }
  const former = ([resource, known]: readonly ['user' | 'group', Links['users']]): Entry[] =>
    Array.from(known).flatMap(([key, { id }]) =>
      (taken.get(id) ?? key) === key ? [] : [{ type: 'unlink', at, resource, key }],
    )
  return [former(['user', links.users]), former(['group', links.groups])].flat()
}

function adoptionOf({ key, group, id, new: isNew = false }: AdoptOptions): Adoption {
  const named = key ?? group
  if (named === undefined || (key !== undefined && group !== undefined))
    throw new CommandError('adopt: name one --key, one --group, or a --file')
  if ((id === undefined) !== isNew) throw new CommandError('adopt: give either --id or --new')
  return { resource: key === undefined ? 'group' : 'user', key: named, id }
}

async function adoptionsOf(file: string): Promise<readonly Adoption[]> {
  const problems = problemsOf(file)
  const table = await openTable({ format: 'csv', file, path: file })
  for (const name of ['key', 'id'])
    if (!table.header.includes(name)) problems.report(`column '${name}': is missing`, table.line)
  refuseRepeated(table, ['key', 'id'], problems)
  const adoptions = new Map<string, Adoption>()
  for await (const { cells, line } of table.rows) {
    const key = cells.key?.trim() ?? ''
    const id = cells.id?.trim() ?? ''
    const former = adoptions.get(key)
    if (key === '' || id === '') problems.report('key, id: must not be empty', line)
    else if (former && former.id !== id)
      problems.report(`key: ${shown(key)} is that of ${former.id} already: take one out`, line)
    adoptions.set(key, { resource: 'user', key, id })
  }
  problems.end()
  return [...adoptions.values()]
}

/** The entry of the journal for an adoption whose key and id are there. */
async function entryOf(
  { resource, key, id }: Adoption,
  { desired, client, at }: { readonly desired: Desired; readonly client: Client; readonly at: string },
): Promise<Entry> {
  const known: ReadonlyMap<string, { readonly source: string }> =
    resource === 'user' ? desired.users : desired.groups
  const wanted = known.get(key)
  if (!wanted)
    throw new CommandError(`adopt: no source has the key ${key}${didYouMean(key, [...known.keys()])}`)
  if (id === undefined) {
    const isPerson = resource === 'user'
    return { type: 'unlink', at, resource, key, ...(isPerson && { newPerson: true }) }
  }
  if (!(await isThere(client, resource, id)))
    throw new CommandError(`adopt: Slack has no ${resource === 'user' ? 'account' : 'group'} ${id}`)
  return { type: 'link', at, resource, key, id, source: wanted.source, written: {} }
}

async function isThere(client: Client, resource: Adoption['resource'], id: string): Promise<boolean> {
  try {
    if (resource === 'user') await client.readUser(id)
    else await client.readGroup(id)
    return true
  } catch (error) {
    if (error instanceof SCIMApiError && error.status < 500 && error.status !== 401 && error.status !== 429)
      return false
    throw error
  }
}
