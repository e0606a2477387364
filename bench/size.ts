import { measureSizes, sizeTable, weigh } from '../tests/package/sizes.ts'
import { table } from './table.ts'

const SCIM_CLIENT = `export { SCIMClient } from './src/index.ts'`

/** Bundles without a budget: what one import more adds, and what the next major of ofetch takes away. */
const OTHERS: readonly { readonly name: string; readonly code: string; readonly ofetch?: string }[] = [
  { name: 'both clients', code: `export { SCIMClient, SCIM2Client } from './src/index.ts'` },
  { name: 'SCIMClient, ensureUser', code: `export { SCIMClient, ensureUser } from './src/index.ts'` },
  { name: 'SCIMClient on ofetch 2', code: SCIM_CLIENT, ofetch: 'ofetch-2' },
  { name: 'slack-scim on ofetch 2', code: `export * from './src/index.ts'`, ofetch: 'ofetch-2' },
]

/** Bytes of bundles, minified by esbuild and gzipped: those with a budget, and some more. */
export async function size(): Promise<string> {
  const others = OTHERS.map(async ({ name, code, ofetch }) => {
    const { minified, gzipped } = await weigh(code, ofetch ? { alias: { ofetch } } : {})
    return [name, ...[minified, gzipped].map((bytes) => `${bytes}`.padStart(8))]
  })
  const head = ['without a budget', 'minified', 'gzipped']
  return `${sizeTable(await measureSizes())}\n${table([head, ...(await Promise.all(others))])}`
}
