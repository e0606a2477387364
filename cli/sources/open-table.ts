import type { Format, Table, TableFile } from './table.ts'

const OPENERS: Readonly<
  Record<Format, () => Promise<(source: TableFile, signal?: AbortSignal) => Promise<Table>>>
> = {
  csv: async () => (await import('./csv-table.ts')).openCsv,
  json: async () => (await import('./json-table.ts')).openJson,
  ndjson: async () => (await import('./json-table.ts')).openNdjson,
  yaml: async () => (await import('./yaml-table.ts')).openYaml,
}

/**
 * Opens a file of rows.
 *
 * @throws {SCIMSourceError} for a file that cannot be read
 */
export async function openTable(source: TableFile, signal?: AbortSignal): Promise<Table> {
  const open = await OPENERS[source.format]()
  return open(source, signal)
}
