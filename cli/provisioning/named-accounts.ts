import { foldCase } from '../../src/protocol/text.ts'
import type { Account, Snapshot } from '../../src/provisioning/index.ts'
import { openTable } from '../sources/open-table.ts'
import { problemsOf } from '../sources/problems.ts'

/** An account that a list names, and where. */
export interface NamedAccount {
  readonly account: Account
  readonly origin?: string | undefined
}

/** The columns of a list, each of which names an account. */
const COLUMNS = ['id', 'email', 'userName'] as const

/**
 * Finds the accounts that a list names, by the first of the columns id, email and userName that it has.
 *
 * @throws {SCIMSourceError} with a problem for each row that names nobody
 */
export async function namedAccounts(file: string, snapshot: Snapshot): Promise<readonly NamedAccount[]> {
  const problems = problemsOf(file)
  const table = await openTable({ format: 'csv', file, path: file })
  const column = COLUMNS.find((name) => table.header.includes(name))
  if (column === undefined) {
    problems.report(`must have one of the columns ${COLUMNS.join(', ')}`, table.line)
    problems.end()
    return []
  }
  const find = finder(snapshot)
  const named = new Map<string, NamedAccount>()
  try {
    for await (const { cells, line } of table.rows) {
      const text = cells[column]?.trim() ?? ''
      const account = find[column](text)
      if (account) named.set(account.id, { account, origin: `${file}:${line}` })
      else problems.report(`${column}: ${text === '' ? 'is empty' : 'no account has it'}`, line)
    }
  } catch (error) {
    problems.absorb(error)
  }
  problems.end()
  return [...named.values()]
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
