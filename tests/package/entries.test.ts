import { describe, expect, test } from 'vitest'
import { VERSION } from '../../src/protocol/version.ts'
import { buildEntries, denoManifest, packageManifest } from './entries.ts'

/** Where the three lists differ on purpose, and why. */
const ONLY_IN_PACKAGE = new Map([
  ['./package.json', 'tools read it; JSR serves its own manifest'],
  ['./schemas/config.schema.json', 'made when the package is built'],
  ['./schemas/event.schema.json', 'made when the package is built'],
  ['./schemas/plan.schema.json', 'made when the package is built'],
  ['./schemas/report.schema.json', 'made when the package is built'],
  ['./schemas/seed.schema.json', 'editors read it; `slack-scim emulate` is not on JSR'],
])
const ONLY_IN_BUILD = new Map([
  ['provisioning/node-stub', 'what ./provisioning/node leads to where there are no files'],
  ['node-stub', 'what ./node leads to where its transport cannot work'],
  ['bun-stub', 'the same of ./bun'],
  ['deno-stub', 'the same of ./deno'],
])
const ONLY_IN_DENO = new Map<string, string>([])

/**
 * Entries that lead elsewhere under some conditions, in the order in which they are tried. Types come first, and are
 * the same for all: a stub has the names of what it stands for.
 */
const CONDITIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // Not under `deno`, where undici works; Bun has an undici of its own, which ignores proxies and certificates.
  './provisioning/node': {
    workerd: 'provisioning/node-stub',
    'edge-light': 'provisioning/node-stub',
    browser: 'provisioning/node-stub',
  },
  './node': { bun: 'node-stub', workerd: 'node-stub', 'edge-light': 'node-stub', browser: 'node-stub' },
  './bun': { bun: 'bun', default: 'bun-stub' },
  './deno': { deno: 'deno', default: 'deno-stub' },
}

const entries = Object.entries(packageManifest.exports).filter(([key]) => !ONLY_IN_PACKAGE.has(key))

/** `./filter` is built as `filter`, `.` as `index`. */
function builtName(key: string): string {
  return key === '.' ? 'index' : key.slice(2)
}

describe('the lists of entries', () => {
  test('exports the same entries from package.json and deno.json', () => {
    const deno = Object.keys(denoManifest.exports).filter((key) => !ONLY_IN_DENO.has(key))
    expect(deno.sort()).toEqual(entries.map(([key]) => key).sort())
  })

  test('exports the built files from package.json', () => {
    const built = [...buildEntries.keys()].filter((name) => !ONLY_IN_BUILD.has(name))
    expect(built.sort()).toEqual(entries.map(([key]) => builtName(key)).sort())
  })

  test.each(entries)('maps %s to one source for npm and JSR, with types before code', (key, target) => {
    const name = builtName(key)
    expect(denoManifest.exports[key]).toBe(`./${buildEntries.get(name)}`)
    const code = Object.entries({ ...CONDITIONS[key], default: CONDITIONS[key]?.default ?? name })
    expect(JSON.stringify(target)).toBe(
      JSON.stringify({
        types: `./dist/${name}.d.mts`,
        ...Object.fromEntries(code.map(([condition, built]) => [condition, `./dist/${built}.mjs`])),
      }),
    )
  })

  test('needs every listed exception', () => {
    for (const key of ONLY_IN_PACKAGE.keys()) {
      expect(Object.keys(packageManifest.exports)).toContain(key)
      expect(Object.keys(denoManifest.exports)).not.toContain(key)
    }
    for (const key of ONLY_IN_DENO.keys()) {
      expect(Object.keys(denoManifest.exports)).toContain(key)
      expect(Object.keys(packageManifest.exports)).not.toContain(key)
    }
    for (const name of ONLY_IN_BUILD.keys()) {
      expect([...buildEntries.keys()]).toContain(name)
      const used = JSON.stringify([packageManifest.bin, packageManifest.exports])
      expect(used).toContain(`./dist/${name}.mjs`)
    }
  })
})

describe('versions', () => {
  test('are equal in package.json, deno.json and VERSION', () => {
    expect(denoManifest.version).toBe(packageManifest.version)
    expect(VERSION).toBe(packageManifest.version)
  })

  test('are equal for the dependencies of deno.json and package.json', () => {
    const installed = { ...packageManifest.devDependencies, ...packageManifest.dependencies }
    for (const [name, target] of Object.entries(denoManifest.imports)) {
      // A name with a slash stands for the files of a package.
      const [npm, slash] = name.endsWith('/') ? ['npm:/', '/'] : ['npm:', '']
      const own = name.replace(/\/$/, '')
      expect(target).toBe(`${npm}${own}@${installed[own]}${slash}`)
    }
  })

  test('list only ofetch and valibot as dependencies', () => {
    expect(Object.keys(packageManifest.dependencies)).toEqual(['ofetch', 'valibot'])
  })
})
