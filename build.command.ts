import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { toJsonSchema } from '@valibot/to-json-schema'
import { build } from 'esbuild'
import type { GenericSchema } from 'valibot'
import { configSchema as configOf } from './cli/config/config-schema.ts'
import { seedFile } from './cli/emulator/seed-schema.ts'
import { eventSchema as eventOf } from './src/provisioning/apply/event-schema.ts'
import { reportSchema as reportOf } from './src/provisioning/apply/report-schema.ts'
import { planSchema as planOf } from './src/provisioning/plan/plan-schema.ts'

/** What `bin` of `package.json` runs, and the source of each. */
export const COMMANDS: Readonly<Record<string, string>> = {
  'dist/cli.mjs': 'cli/main.ts',
  'dist/cli-emulator.mjs': 'cli/emulator-alias.ts',
}

/** Where the parts are that commands load when they run. */
const PARTS = 'cli'

/** commander is CommonJS, and asks for modules of Node with `require`. */
const REQUIRE = `import { createRequire } from 'node:module';const require = createRequire(import.meta.url);`

/**
 * Builds the command line with its libraries in it, so that none of them is a dependency. `--help` needs a tenth of it,
 * and reading the rest takes Node longer than starting, so the rest is in parts.
 */
export async function buildCommand(): Promise<void> {
  rmSync(join('dist', PARTS), { recursive: true, force: true })
  await build({
    entryPoints: Object.fromEntries(
      Object.entries(COMMANDS).map(([file, entry]) => [basename(file, '.mjs'), entry]),
    ),
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    chunkNames: `${PARTS}/[name]-[hash]`,
    splitting: true,
    // Names of parts depend on the paths of what is in them, which must not lead out of this folder.
    preserveSymlinks: true,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    minify: true,
    legalComments: 'none',
    // ofetch brings an own fetch for Node 16; Node 20 has one.
    conditions: ['workerd'],
    banner: { js: REQUIRE },
    logLevel: 'warning',
  })
  for (const file of Object.keys(COMMANDS)) chmodSync(file, 0o755)
  mkdirSync('dist/schemas', { recursive: true })
  writeFileSync('dist/schemas/seed.schema.json', seedSchema())
  writeFileSync('dist/schemas/config.schema.json', configSchema())
  writeFileSync('dist/schemas/plan.schema.json', planSchema())
  writeFileSync('dist/schemas/report.schema.json', reportSchema())
  writeFileSync('dist/schemas/event.schema.json', eventSchema())
}

/** The JSON Schema of a seed, for editors and other languages. */
export function seedSchema(): string {
  return jsonSchemaOf(seedFile())
}

/** The JSON Schema of a configuration, for editors. */
export function configSchema(): string {
  return jsonSchemaOf(configOf())
}

/** The JSON Schema of a plan, for what reads one in other languages. */
export function planSchema(): string {
  return jsonSchemaOf(planOf())
}

/** The JSON Schema of what `applyPlan` resolves to, for what reads reports in other languages. */
export function reportSchema(): string {
  return jsonSchemaOf(reportOf())
}

/** The JSON Schema of an event of `onEvent`, a line of NDJSON. */
export function eventSchema(): string {
  return jsonSchemaOf(eventOf())
}

function jsonSchemaOf(schema: GenericSchema): string {
  const text = JSON.stringify(toJsonSchema(schema, { target: 'draft-07', errorMode: 'ignore' }), undefined, 2)
  return `${text}\n`
}
