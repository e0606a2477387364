import { describe, expect, test } from 'vitest'
import { compileExamples } from './compile-examples.ts'
import { SOURCES } from './entries.ts'
import { readExamples } from './examples.ts'
import { readSurface } from './surface.ts'

describe('documentation', () => {
  test.each([...SOURCES])('documents the module %s and each of its exports', async (_entry, path) => {
    const { doc, names } = await readSurface(path)
    expect(doc, 'the comment with @module').not.toBe('')
    const silent = names.filter(({ documented }) => !documented)
    expect(silent.map(({ kind, name, at }) => `${kind} ${name} (${at})`)).toEqual([])
  })

  test('compiles each example on its own', async () => {
    const examples = readExamples()
    expect(examples.length).toBeGreaterThan(0)
    expect(await compileExamples('examples', examples)).toBe('')
  })
})
