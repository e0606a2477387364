import { gzipSync } from 'node:zlib'
import { type BundleOptions, bundle } from './bundle.ts'

/** A bundle with a budget. */
export interface Budget {
  readonly name: string
  /** The module that somebody would write. */
  readonly code: string
  /** Bytes, minified and gzipped, that are not exceeded. */
  readonly limit: number
  /** The size to get down to, where that is less (docs/decisions/size.md). */
  readonly goal?: number
  /** Modules that are not counted, as esbuild's `external` takes them. */
  readonly without?: readonly string[]
}

/** The parts of a client and of its pacer, which whoever applies a plan has already. */
const CLIENT: readonly string[] = [
  ...['errors', 'events', 'filter', 'options', 'pacing', 'patch', 'protocol', 'schemas', 'tasks', 'time'].map(
    (folder) => `./src/${folder}/*`,
  ),
  'valibot',
]

/**
 * What may be paid for what is imported. ofetch is 4,000 bytes of the clients and of every
 * transport but that for Node, whose undici is not counted.
 */
export const BUDGETS: readonly Budget[] = [
  { name: 'SCIMClient', code: `export { SCIMClient } from './src/index.ts'`, limit: 27_060, goal: 17_000 },
  { name: 'SCIM2Client', code: `export { SCIM2Client } from './src/index.ts'`, limit: 28_060, goal: 17_000 },
  { name: 'slack-scim', code: `export * from './src/index.ts'`, limit: 38_780, goal: 23_500 },
  { name: 'slack-scim/filter', code: `export * from './src/filter/index.ts'`, limit: 2_700, goal: 2_600 },
  { name: 'slack-scim/patch', code: `export * from './src/patch/index.ts'`, limit: 6_950, goal: 5_100 },
  { name: 'slack-scim/schemas', code: `export * from './src/schemas/index.ts'`, limit: 3_150 },
  { name: 'slack-scim/node', code: `export * from './src/transports/node.ts'`, limit: 4_700 },
  { name: 'slack-scim/bun', code: `export * from './src/transports/bun.ts'`, limit: 7_410 },
  { name: 'slack-scim/deno', code: `export * from './src/transports/deno.ts'`, limit: 8_140 },
  { name: 'slack-scim/workers', code: `export * from './src/transports/workers.ts'`, limit: 5_050 },
  { name: 'slack-scim/relay', code: `export * from './src/relay/client.ts'`, limit: 6_120 },
  { name: 'slack-scim/pacing', code: `export * from './src/pacing/index.ts'`, limit: 8_400 },
  { name: 'slack-scim/pacing/redis', code: `export * from './src/pacing/redis.ts'`, limit: 5_260 },
  {
    name: 'slack-scim/pacing/durable-object',
    code: `export * from './src/pacing/durable-object.ts'`,
    limit: 5_760,
  },
  { name: 'slack-scim/provisioning', code: `export * from './src/provisioning/index.ts'`, limit: 65_600 },
  {
    name: 'provisioning: engine',
    code: `export * from './src/provisioning/index.ts'`,
    without: [...CLIENT, './src/provisioning/render/*'],
    limit: 42_800,
  },
  {
    name: 'provisioning: planning',
    code: `export { checkGuards, planDigest, planProvisioning, readDesired, readSnapshot } from './src/provisioning/index.ts'`,
    without: CLIENT,
    limit: 22_300,
    goal: 15_000,
  },
  {
    name: 'provisioning: parsePlan',
    code: `export { parsePlan } from './src/provisioning/index.ts'`,
    without: CLIENT,
    limit: 1_750,
  },
  {
    name: 'provisioning: renderText',
    code: `export { renderText } from './src/provisioning/index.ts'`,
    limit: 5_710,
  },
  {
    name: 'provisioning: renderMarkdown',
    code: `export { renderMarkdown } from './src/provisioning/index.ts'`,
    limit: 4_800,
  },
  {
    name: 'slack-scim/provisioning/html',
    code: `export * from './src/provisioning/html/index.ts'`,
    limit: 10_400,
  },
  {
    name: 'slack-scim/provisioning/node',
    code: `export * from './src/provisioning/files/index.ts'`,
    limit: 4_000,
  },
  {
    name: 'slack-scim/provisioning/redis',
    code: `export * from './src/provisioning/journal/redis.ts'`,
    limit: 2_500,
  },
  {
    name: 'slack-scim/provisioning/durable-object',
    code: `export * from './src/provisioning/journal/durable-object.ts'`,
    limit: 2_800,
  },
  { name: 'slack-scim/relay/server', code: `export * from './src/relay/server.ts'`, limit: 26_050 },
]

/** Entries without a budget, and why. */
export const UNWEIGHED: Readonly<Record<string, string>> = {
  'slack-scim/mocks': 'for tests, which nobody bundles for a user',
  'slack-scim/mocks/msw': 'the same',
  'slack-scim/mocks/server': 'the same',
}

/** A bundle and what it weighs. */
export interface Size extends Budget {
  readonly minified: number
  readonly gzipped: number
}

/** Weighs every bundle of the table, from the sources. */
export function measureSizes(): Promise<Size[]> {
  return Promise.all(BUDGETS.map(async (budget) => ({ ...budget, ...(await weigh(budget.code, budget)) })))
}

/**
 * Weighs the bundle of a module.
 *
 * @param options - `alias`: packages that others stand in for; `without`: modules that are not counted
 */
export async function weigh(
  code: string,
  { alias = {}, without = [] }: Pick<BundleOptions, 'alias'> & Pick<Budget, 'without'> = {},
): Promise<Pick<Size, 'minified' | 'gzipped'>> {
  const text = await bundle(code, { minify: true, external: ['undici', 'node:*', ...without], alias })
  return { minified: Buffer.byteLength(text), gzipped: gzipSync(text, { level: 9 }).length }
}

/** The sizes as a table to read. */
export function sizeTable(sizes: readonly Size[]): string {
  const rows = sizes.map(({ name, minified, gzipped, limit, goal = limit }) => [
    name,
    `${minified}`,
    `${gzipped}`,
    `${limit}`,
    `${goal}`,
  ])
  const width = Math.max(...sizes.map(({ name }) => name.length))
  const lines = [['bundle (bytes)', 'minified', 'gzipped', 'budget', 'goal'], ...rows].map(
    ([name = '', ...numbers]) => name.padEnd(width) + numbers.map((number) => number.padStart(10)).join(''),
  )
  return `${lines.join('\n')}\n`
}
