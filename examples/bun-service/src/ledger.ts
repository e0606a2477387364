import { Database } from 'bun:sqlite'

/** What we did last for a person. */
export interface Entry {
  /** HR's key of the person. */
  readonly person: string
  readonly version: number
  /** The account in Slack. */
  readonly account: string
}

/** Remembers the last event that was applied to each person, also over restarts. */
export interface Ledger {
  find(person: string): Entry | null
  save(entry: Entry): void
}

/** Opens the ledger in a SQLite file. */
export function openLedger(file: string): Ledger {
  const database = new Database(file)
  database.run('create table if not exists ledger (person text primary key, version integer, account text)')
  const find = database.query<Entry, [string]>('select * from ledger where person = ?')
  const save = database.query<unknown, [string, number, string]>(
    'insert or replace into ledger values (?, ?, ?)',
  )
  return {
    find: (person) => find.get(person),
    save: ({ person, version, account }) => void save.run(person, version, account),
  }
}
