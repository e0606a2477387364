import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { ROOT } from '../support/tool.ts'
import { importedBy, specifiersIn } from './imported.ts'
import { findCircle, LAYERS, layerTable, misplaced, placeOf } from './layers.ts'

const FILES = globSync(
  Object.keys(LAYERS).map((tree) => `${tree}/**/*.ts`),
  { cwd: ROOT },
).sort()
const IMPORTS = new Map(FILES.map((path) => [path, importedBy(path)]))

describe('layers', () => {
  it('imports only from rows below and from the left of its row', () => {
    const wrong = [...IMPORTS].flatMap(([from, files]) => files.map((to) => misplaced(from, to)))
    expect(wrong.filter((problem) => problem !== undefined)).toEqual([])
  })

  it('has no import cycle', () => {
    expect(findCircle(IMPORTS)).toBeUndefined()
  })

  test.each(Object.entries(LAYERS))('finds in %s exactly the folders of its table', (tree, { rows }) => {
    const folders = FILES.map(placeOf).filter((place) => place.tree === tree)
    expect([...new Set(folders.map(({ folder }) => folder))].sort()).toEqual(
      rows.flatMap((row) => row.folders).sort(),
    )
  })

  it('matches the table in docs/architecture.md', () => {
    const quoted = /```\n(src\/[^`]*)\n```/.exec(readFileSync(`${ROOT}docs/architecture.md`, 'utf8'))?.[1]
    expect(quoted).toBe(layerTable())
  })
})

describe('misplaced', () => {
  it.each([
    ['src/schemas/user.ts', 'src/filter/filter.ts', 'filter stands above schemas'],
    ['src/events/events.ts', 'src/pacing/pacer.ts', 'pacing stands to the right of events'],
    ['src/relay/client.ts', 'src/tasks/ensure-user.ts', 'tasks stands above relay'],
    ['src/client/client.ts', 'src/index.ts', 'index.ts stands above client'],
    ['src/client/client.ts', 'mocks/index.ts', 'src/ must not see mocks/index.ts'],
    ['src/client/client.ts', 'tests/run.ts', 'src/ must not see tests/run.ts'],
    ['mocks/index.ts', 'cli/main.ts', 'mocks/ must not see cli/main.ts'],
    ['mocks/index.ts', 'src/client/client.ts', 'mocks/ must not see src/client'],
    ['src/helpers/a.ts', 'src/time/clock.ts', 'helpers is in no row'],
    ['src/tasks/a.ts', 'src/helpers/a.ts', 'helpers is in no row'],
  ])('rejects that %s imports %s', (from, to, problem) => {
    expect(misplaced(from, to)).toContain(problem)
  })

  it.each([
    ['src/index.ts', 'src/time/clock.ts'],
    ['src/patch/apply-patch.ts', 'src/filter/filter.ts'],
    ['src/patch/apply-patch.ts', 'src/patch/equality.ts'],
  ])('allows that %s imports %s', (from, to) => {
    expect(misplaced(from, to)).toBeUndefined()
  })
})

describe('specifiersIn', () => {
  it.each([
    `import { a } from './a.ts'`,
    `import './a.ts'`,
    `import type { A } from './a.ts'`,
    `import { type A } from './a.ts'`,
    `export { a } from './a.ts'`,
    `export type * from './a.ts'`,
    `export * as a from './a.ts'`,
    `const a = await import('./a.ts')`,
    `const a: import('./a.ts').A = b`,
    `let a: typeof import('./a.ts')`,
    `/// <reference path="./a.ts" />`,
  ])('finds the specifier of %s', (source) => {
    expect(specifiersIn(source)).toEqual(['./a.ts'])
  })
})

describe('findCircle', () => {
  it('names the files of a circle', () => {
    const imports = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', []],
      ['d', ['b']],
    ])
    expect(findCircle(imports)).toEqual(['b', 'd', 'b'])
  })

  it('returns nothing for files that are imported twice', () => {
    const imports = new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', ['d']],
    ])
    expect(findCircle(imports)).toBeUndefined()
  })
})
