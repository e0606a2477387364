import { foldCase } from '../../src/protocol/text.ts'
import type { Account, Snapshot } from '../../src/provisioning/index.ts'
import { openTable } from '../sources/open-table.ts'
import { type Problems, problemsOf } from '../sources/problems.ts'
import type { Table } from '../sources/table.ts'

/** An account that a list names, and where. */
export interface NamedAccount {
  readonly account: Account
  readonly origin?: string | undefined
}

/** The columns of a list, each of which names an account. */
const COLUMNS = ['id', 'email', 'userName'] as const

/**
 * Finds the accounts that a list names by its columns id, email and userName. Where a row has several of them, all name
 * one account, so a list whose columns were sorted apart is refused.
 *
 * @throws {SCIMSourceError} with a problem for each row that names no account, or two
 */
export async function namedAccounts(file: string, snapshot: Snapshot): Promise<readonly NamedAccount[]> {
  const problems = problemsOf(file)
  const table = await openTable({ format: 'csv', file, path: file })
  const columns = COLUMNS.filter((name) => table.header.includes(name))
  if (columns.length === 0) problems.report(`must have one of the columns ${COLUMNS.join(', ')}`, table.line)
  refuseRepeated(table, columns, problems)
  const find = finder(snapshot)
  const named = new Map<string, NamedAccount>()
  try {
    for await (const { cells, line } of table.rows) {
      const found = columns.flatMap((column) => {
        const text = cells[column]?.trim() ?? ''
        return text === '' ? [] : [{ column, account: find[column](text) }]
      })
      const [first] = found
      const other = found.find(({ account }) => !account || account !== first?.account)
      if (!first) problems.report(`${columns.join(', ')}: is empty`, line)
      else if (other && !other.account) problems.report(`${other.column}: no account has it`, line)
      else if (other)
        problems.report(`${other.column}: is that of another account than the ${first.column}`, line)
      else if (first.account)
        named.set(first.account.id, { account: first.account, origin: `${file}:${line}` })
    }
  } catch (error) {
    problems.absorb(error)
  }
  problems.end()
  return [...named.values()]
}

/** Notes the columns that stand twice, of which only one would be read. */
export function refuseRepeated(
  { header, line }: Table,
  columns: readonly string[],
  problems: Problems,
): void {
  for (const name of columns)
    if (header.indexOf(name) !== header.lastIndexOf(name))
      problems.report(`column '${name}': stands twice: remove one`, line)
}

/** Finds accounts of a snapshot by what names them. */
export function finder({
  users,
}: Snapshot): Readonly<Record<(typeof COLUMNS)[number], (text: string) => Account | undefined>> {
  const byName = new Map<string, Account>()
  const byEmail = new Map<string, Account>()
  for (const account of users.values()) {
    const { userName, email } = account.attributes
    if (userName) byName.set(foldCase(userName), account)
    if (email) byEmail.set(foldCase(email), account)
  }
  return {
    id: (text) => users.get(text),
    email: (text) => byEmail.get(foldCase(text)),
    userName: (text) => byName.get(foldCase(text.replace(/^@/, ''))),
  }
}
