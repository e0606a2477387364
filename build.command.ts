import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { toJsonSchema } from '@valibot/to-json-schema'
import { build, type Plugin } from 'esbuild'
import type { GenericSchema } from 'valibot'
import { configSchema as configOf } from './cli/config/config-schema.ts'
import { seedFile } from './cli/emulator/seed-schema.ts'
import { planSchema as planOf } from './src/provisioning/plan/plan-schema.ts'

/** What `bin` of `package.json` runs, and the source of each. */
export const COMMANDS: Readonly<Record<string, string>> = {
  'dist/cli.mjs': 'cli/main.ts',
  'dist/cli-emulator.mjs': 'cli/emulator-alias.ts',
}

/** commander is CommonJS, and asks for modules of Node with `require`. */
const REQUIRE = `import { createRequire } from 'node:module';const require = createRequire(import.meta.url);`

/** The alias runs the one file, and holds no copy of it. */
const aliasRunsTheFile: Plugin = {
  name: 'alias',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/main\.ts$/ }, () => ({ path: './cli.mjs', external: true })),
}

/** Builds the command line into one file, with its libraries in it, so that none of them is a dependency. */
export async function buildCommand(): Promise<void> {
  for (const [outfile, entry] of Object.entries(COMMANDS)) {
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      minify: true,
      legalComments: 'none',
      banner: { js: REQUIRE },
      plugins: [aliasRunsTheFile],
      logLevel: 'warning',
    })
    chmodSync(outfile, 0o755)
  }
  mkdirSync('dist/schemas', { recursive: true })
  writeFileSync('dist/schemas/seed.schema.json', seedSchema())
  writeFileSync('dist/schemas/config.schema.json', configSchema())
  writeFileSync('dist/schemas/plan.schema.json', planSchema())
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

function jsonSchemaOf(schema: GenericSchema): string {
  const text = JSON.stringify(toJsonSchema(schema, { target: 'draft-07', errorMode: 'ignore' }), undefined, 2)
  return `${text}\n`
}
