import { ATTRIBUTE_NAMES } from '../../src/provisioning/index.ts'
import { CommandError } from '../command-error.ts'
import { writePrivately } from '../files/write-privately.ts'
import { didYouMean } from '../terminal/did-you-mean.ts'
import { interruptible } from '../terminal/interrupt.ts'
import { createOutput, type OutputOptions, plainLines } from '../terminal/output.ts'
import { listAccounts } from './accounts.ts'
import { type Connection, connect, type SlackOptions } from './connect.ts'
import { type ExportFormat, type ExportRow, rowWriter } from './row-writer.ts'

/** Options of `slack-scim export`. */
export interface ExportOptions extends OutputOptions, SlackOptions {
  readonly format: ExportFormat
  readonly columns?: readonly string[]
  readonly out?: string
}

/** Characters that are written at once. */
const CHUNK = 65_536

/** What can be exported, and its columns. */
const KINDS = {
  users: { columns: ['id', 'active', 'guest', ...ATTRIBUTE_NAMES], rows: userRows },
  groups: { columns: ['id', 'name', 'members'], rows: groupRows },
} as const

/** What can be exported. */
export type ExportKind = keyof typeof KINDS

/** Writes accounts or groups, one after the other, so that their number does not matter to memory. */
export async function exportRows(kind: ExportKind, options: ExportOptions): Promise<void> {
  const output = createOutput(options)
  const columns = checkColumns(kind, options.columns)
  const connection = await connect(options)
  const writer = rowWriter(options.format, columns)
  const file = options.out === undefined ? undefined : writePrivately('--out', options.out)
  let waiting = ''
  const print = async (text: string, least = 0): Promise<void> => {
    waiting += text
    if (waiting.length < least) return
    if (file) file.write(waiting)
    else await output.result(process.stdout.isTTY ? plainLines(waiting) : waiting)
    waiting = ''
  }
  try {
    await interruptible(output, async (signal) => {
      await print(writer.begin)
      for await (const row of KINDS[kind].rows(connection, signal)) {
        if (!file && output.closed) return
        await print(writer.row(row), CHUNK)
      }
      await print(writer.end)
    })
    file?.commit()
  } catch (error) {
    file?.discard()
    throw error
  }
  if (options.out !== undefined) output.note(`Wrote ${options.out}.`)
}

async function* userRows({ client }: Connection, signal: AbortSignal): AsyncGenerator<ExportRow> {
  for await (const { id, active, kind, attributes } of listAccounts(client, { signal }))
    yield { id, active, guest: kind === 'guest', ...withoutNulls(attributes) }
}

async function* groupRows({ client }: Connection, signal: AbortSignal): AsyncGenerator<ExportRow> {
  for await (const { id, displayName, members } of client.searchGroups({}, { signal }))
    yield { id, name: displayName, members: (members ?? []).flatMap(({ value }) => value ?? []) }
}

function withoutNulls(attributes: Readonly<Record<string, string | null | undefined>>): ExportRow {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, value ?? undefined]))
}

function checkColumns(kind: ExportKind, chosen: readonly string[] | undefined): readonly string[] {
  const known: readonly string[] = KINDS[kind].columns
  if (!chosen) return known
  for (const name of chosen)
    if (!known.includes(name)) throw new CommandError(`--columns ${name}: unknown${didYouMean(name, known)}`)
  return chosen
}
