import type { BuildConfig } from 'unbuild'
import { buildCommand } from './build.command.ts'

/**
 * One build of all entries, so that what they share becomes chunks of its own: `SCIMError` is the same class
 * whichever entry it comes from. The entries are those of `package.json` and `deno.json`; a test compares them.
 */
export default [
  {
    entries: [
      { name: 'index', input: 'src/index.ts' },
      { name: 'filter', input: 'src/filter/index.ts' },
      { name: 'patch', input: 'src/patch/index.ts' },
      { name: 'schemas', input: 'src/schemas/index.ts' },
      { name: 'node', input: 'src/transports/node.ts' },
      { name: 'node-stub', input: 'src/transports/node-stub.ts' },
      { name: 'bun', input: 'src/transports/bun.ts' },
      { name: 'bun-stub', input: 'src/transports/bun-stub.ts' },
      { name: 'deno', input: 'src/transports/deno.ts' },
      { name: 'deno-stub', input: 'src/transports/deno-stub.ts' },
      { name: 'workers', input: 'src/transports/workers.ts' },
      { name: 'relay', input: 'src/relay/client.ts' },
      { name: 'relay/server', input: 'src/relay/server.ts' },
      { name: 'pacing', input: 'src/pacing/index.ts' },
      { name: 'pacing/redis', input: 'src/pacing/redis.ts' },
      { name: 'pacing/durable-object', input: 'src/pacing/durable-object.ts' },
      { name: 'provisioning', input: 'src/provisioning/index.ts' },
      { name: 'provisioning/node', input: 'src/provisioning/files/index.ts' },
      { name: 'provisioning/node-stub', input: 'src/provisioning/journal/no-files.ts' },
      { name: 'provisioning/redis', input: 'src/provisioning/journal/redis.ts' },
      { name: 'provisioning/durable-object', input: 'src/provisioning/journal/durable-object.ts' },
      { name: 'provisioning/html', input: 'src/provisioning/html/index.ts' },
      { name: 'mocks', input: 'mocks/index.ts' },
      { name: 'mocks/msw', input: 'mocks/msw.ts' },
      { name: 'mocks/server', input: 'mocks/server.ts' },
    ],
    clean: true,
    // `true` would add .d.ts copies of every .d.mts.
    declaration: 'node16',
    failOnWarn: true,
    rollup: {
      emitCJS: false,
      esbuild: { target: 'es2022' },
      // Hoisted imports of chunks have no names, and bundlers warn of them beside `sideEffects: false`.
      // Each file costs a cold start a fifth of a millisecond or more: a chunk below so many bytes joins another.
      output: { hoistTransitiveImports: false, experimentalMinChunkSize: 2_500 },
    },
    hooks: {
      'rollup:dts:options': (_context, options) => {
        // A stub has the types of what it stands for.
        if (options.input && typeof options.input === 'object' && !Array.isArray(options.input)) {
          for (const name of ['node-stub', 'bun-stub', 'deno-stub', 'provisioning/node-stub'])
            delete options.input[name]
        }
      },
      // Before unbuild looks whether each file of `bin` is there.
      'rollup:done': buildCommand,
    },
  },
] satisfies BuildConfig[]
