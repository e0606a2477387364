import { describe, expect, test } from 'vitest'
import { compileExamples } from './compile-examples.ts'
import { SOURCES } from './entries.ts'
import { readExamples } from './examples.ts'
import { readSurface } from './surface.ts'

describe('documentation', () => {
  test.each([...SOURCES])(
    '%s says what it is, and so does every name that it exports',
    async (_entry, path) => {
      const { doc, names } = await readSurface(path)
      expect(doc, 'the comment with @module').not.toBe('')
      const silent = names.filter(({ documented }) => !documented)
      expect(silent.map(({ kind, name, at }) => `${kind} ${name} (${at})`)).toEqual([])
    },
  )

  test('its examples compile, on their own', async () => {
    const examples = readExamples()
    expect(examples.length).toBeGreaterThan(0)
    expect(await compileExamples('examples', examples)).toBe('')
  })
})
