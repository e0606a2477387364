import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { bundle } from './bundle.ts'
import { endAll, temporaryFolder } from './project.ts'

/** Makes an error of each class that an entry exports; the argument has what any of the constructors wants. */
const MODULE = `
  import * as client from './src/index.ts'
  import * as filter from './src/filter/index.ts'
  import * as patch from './src/patch/index.ts'
  const state = { applied: 'no', attempts: 1 }
  const argument = Object.assign([], { message: 'no', state, response: { status: 400 } })
  export const errors = Object.entries({ ...client, ...filter, ...patch })
    .filter(([name]) => /Error$/.test(name))
    .map(([name, Kind]) => [name, new Kind(...Array(Kind.length).fill(argument))])`

/** Its name is the first argument, which its subclasses give. */
const ROOT_CLASS = 'SCIMError'

afterAll(endAll)

describe('a bundle, minified by esbuild', () => {
  test('keeps the name of every error', async () => {
    const file = join(temporaryFolder('minified'), 'errors.mjs')
    writeFileSync(file, await bundle(MODULE, { minify: true }))
    const { errors } = (await import(pathToFileURL(file).href)) as {
      readonly errors: readonly [string, Error][]
    }
    const named = errors.filter(([name]) => name !== ROOT_CLASS)
    expect(named.length).toBeGreaterThanOrEqual(12)
    expect(named.map(([, error]) => error.name)).toEqual(named.map(([name]) => name))
    // The classes themselves have lost theirs, or this would prove nothing.
    expect(named.filter(([name, error]) => error.constructor.name === name)).toEqual([])
  })
})
