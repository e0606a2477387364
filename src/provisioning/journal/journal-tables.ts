import { newSecret } from '../links/secret.ts'
import { RUN_KEPT } from './journal-store.ts'

/** The part of a Durable Object's SQLite storage that is needed. */
export interface JournalStorage {
  readonly sql: {
    exec(query: string, ...bindings: unknown[]): { toArray(): Record<string, unknown>[] }
  }
  transactionSync<T>(work: () => T): T
}

/** Rows of one read. */
const PAGE = 1000

const TABLES = `
CREATE TABLE IF NOT EXISTS entries (id INTEGER PRIMARY KEY AUTOINCREMENT, line TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS lease (fence INTEGER NOT NULL, owner TEXT NOT NULL, until INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS secret (value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS runs (run TEXT NOT NULL, part INTEGER NOT NULL, text TEXT NOT NULL, until INTEGER NOT NULL,
  PRIMARY KEY (run, part));`

/** Characters of one row: SQLite in a Durable Object takes 2 MB a row, and a character is at most 3 bytes. */
const ROW = 500_000

/** The journal of one organization in the tables of a Durable Object. It runs one operation at a time. */
export class JournalTables {
  readonly #storage: JournalStorage

  constructor(storage: JournalStorage) {
    this.#storage = storage
    storage.sql.exec(TABLES)
  }

  /**
   * Runs an operation.
   *
   * @returns its value, or nothing for an operation that does not exist
   */
  run(op: unknown, args: readonly unknown[], now: number): { readonly value: unknown } | undefined {
    const operation = typeof op === 'string' && Object.hasOwn(OPERATIONS, op) ? OPERATIONS[op] : undefined
    if (!operation) return undefined
    return this.#storage.transactionSync(() => {
      this.#rows('DELETE FROM runs WHERE until <= ?', now)
      const lease = this.#rows('SELECT fence, owner, until FROM lease')[0] ?? {
        fence: 0,
        owner: '',
        until: 0,
      }
      if (operation.needsLease && args[0] !== lease.fence) return { value: 'lost' }
      const rest = operation.needsLease ? args.slice(1) : args
      const rows = (query: string, ...bindings: readonly unknown[]) => this.#rows(query, ...bindings)
      return { value: operation.work({ rows, lease, now }, ...rest) ?? null }
    })
  }

  #rows(query: string, ...bindings: readonly unknown[]): Record<string, unknown>[] {
    return this.#storage.sql.exec(query, ...bindings).toArray()
  }
}

interface Tables {
  readonly rows: (query: string, ...bindings: readonly unknown[]) => Record<string, unknown>[]
  readonly lease: Record<string, unknown>
  readonly now: number
}

interface Work {
  /** Whether the first argument is a fence that must be the newest. */
  readonly needsLease: boolean
  work(tables: Tables, ...args: readonly unknown[]): unknown
}

const free = (work: Work['work']): Work => ({ needsLease: false, work })
const leased = (work: Work['work']): Work => ({ needsLease: true, work })

function add({ rows }: Tables, lines: unknown): void {
  for (const line of lines as readonly string[]) rows('INSERT INTO entries (line) VALUES (?)', line)
}

/** Cuts a text into rows, between characters: SQLite stores no half of a surrogate pair. */
function rowsOf(text: string): string[] {
  const rows: string[] = []
  for (let start = 0; start < text.length || rows.length === 0; ) {
    const last = text.charCodeAt(start + ROW - 1)
    const end = start + ROW + (last >= 0xd800 && last < 0xdc00 ? 1 : 0)
    rows.push(text.slice(start, end))
    start = end
  }
  return rows
}

const OPERATIONS: Readonly<Record<string, Work>> = {
  lease: free(({ rows, lease, now }, owner, milliseconds) => {
    if (Number(lease.until) > now) return undefined
    const fence = Number(lease.fence) + 1
    rows('DELETE FROM lease')
    rows('INSERT INTO lease VALUES (?, ?, ?)', fence, owner, now + Number(milliseconds))
    return fence
  }),
  holder: free(({ lease: { owner, until }, now }) => (Number(until) > now ? { owner, until } : undefined)),
  secret: free(({ rows }) => {
    const [found] = rows('SELECT value FROM secret')
    if (found) return found.value
    const secret = newSecret()
    rows('INSERT INTO secret VALUES (?)', secret)
    return secret
  }),
  read: free(({ rows }, after) =>
    rows('SELECT id, line FROM entries WHERE id > ? ORDER BY id LIMIT ?', after, PAGE).map(({ id, line }) => [
      id,
      line,
    ]),
  ),
  loadRun: free(({ rows }, run) => {
    const parts = rows('SELECT text FROM runs WHERE run = ? ORDER BY part', run)
    return parts.length === 0 ? undefined : parts.map(({ text }) => text).join('')
  }),
  runs: free(({ rows }) => rows('SELECT DISTINCT run FROM runs ORDER BY run').map(({ run }) => run)),
  renew: leased(
    ({ rows, now }, milliseconds) => void rows('UPDATE lease SET until = ?', now + Number(milliseconds)),
  ),
  release: leased(({ rows }) => void rows('UPDATE lease SET until = 0')),
  append: leased(add),
  replace: leased((tables, lines) => {
    tables.rows('DELETE FROM entries')
    add(tables, lines)
  }),
  saveRun: leased(({ rows, now }, run, text) => {
    rows('DELETE FROM runs WHERE run = ?', run)
    for (const [part, row] of rowsOf(String(text)).entries())
      rows('INSERT INTO runs VALUES (?, ?, ?, ?)', run, part, row, now + RUN_KEPT)
  }),
  dropRun: leased(({ rows }, run) => void rows('DELETE FROM runs WHERE run = ?', run)),
}
