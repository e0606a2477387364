import { describe, expect, it } from 'vitest'
import { runChild } from './child.ts'

/** What each entry is in each runtime, by the names of `build.config.ts`. */
const BUILT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  node: { node: 'node', bun: 'bun-stub', deno: 'deno-stub', workers: 'workers' },
  bun: { node: 'node-stub', bun: 'bun', deno: 'deno-stub', workers: 'workers' },
  deno: { node: 'node', bun: 'bun-stub', deno: 'deno', workers: 'workers' },
  workerd: { node: 'node-stub', bun: 'bun-stub', deno: 'deno-stub', workers: 'workers' },
  'edge-light': { node: 'node-stub', bun: 'bun-stub', deno: 'deno-stub', workers: 'workers' },
  browser: { node: 'node-stub', bun: 'bun-stub', deno: 'deno-stub', workers: 'workers' },
}

const ENTRIES = ['node', 'bun', 'deno', 'workers']
const CODE = `console.log(JSON.stringify(${JSON.stringify(ENTRIES)}.map((entry) => import.meta.resolve('slack-scim/' + entry))))`

/** Resolves every entry by the runtime's own rules, from inside the package, which knows itself by its name. */
async function resolveIn(runtime: string): Promise<Record<string, string>> {
  const command = {
    bun: ['bun', '-e', CODE],
    deno: ['deno', 'eval', CODE],
    node: ['node', '--input-type=module', '-e', CODE],
  }[runtime] ?? ['node', `--conditions=${runtime}`, '--input-type=module', '-e', CODE]
  const { stdout } = await runChild(command)
  const paths = (JSON.parse(stdout) as string[]).map((url) => url.split('/dist/')[1] ?? url)
  return Object.fromEntries(paths.map((path, index) => [ENTRIES[index], path.replace(/\.mjs$/, '')]))
}

describe('each entry resolves to a working transport or a stub', () => {
  it.each(Object.entries(BUILT))('in %s', async (runtime, expected) => {
    expect(await resolveIn(runtime)).toEqual(expected)
  })
})
