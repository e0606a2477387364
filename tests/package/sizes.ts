import { gzipSync } from 'node:zlib'
import { bundle } from './bundle.ts'

/** A bundle with a budget. */
export interface Budget {
  readonly name: string
  /** The module that somebody would write. */
  readonly code: string
  /** Bytes, minified and gzipped, that are not exceeded. */
  readonly limit: number
  /** What we want to get down to, where that is less (docs/decisions/size.md). */
  readonly goal?: number
}

/** What may be paid for what is imported. ofetch and valibot are 5,500 bytes of the first two. */
export const BUDGETS: readonly Budget[] = [
  { name: 'SCIMClient', code: `export { SCIMClient } from './src/index.ts'`, limit: 17_600, goal: 13_000 },
  { name: 'SCIM2Client', code: `export { SCIM2Client } from './src/index.ts'`, limit: 18_300, goal: 13_000 },
  { name: 'slack-scim', code: `export * from './src/index.ts'`, limit: 23_200, goal: 17_000 },
  { name: 'slack-scim/filter', code: `export * from './src/filter/index.ts'`, limit: 2_560 },
  { name: 'slack-scim/patch', code: `export * from './src/patch/index.ts'`, limit: 4_900, goal: 3_584 },
]

/** A bundle and what it weighs. */
export interface Size extends Budget {
  readonly minified: number
  readonly gzipped: number
}

/** Weighs every bundle of the table, from the sources. */
export function measureSizes(): Promise<Size[]> {
  return Promise.all(
    BUDGETS.map(async (budget) => {
      const text = await bundle(budget.code, { minify: true })
      const gzipped = gzipSync(text, { level: 9 }).length
      return { ...budget, minified: Buffer.byteLength(text), gzipped }
    }),
  )
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
  const lines = [['bundle (bytes)', 'minified', 'gzipped', 'budget', 'goal'], ...rows].map(
    ([name = '', ...numbers]) => name.padEnd(20) + numbers.map((number) => number.padStart(10)).join(''),
  )
  return `${lines.join('\n')}\n`
}
