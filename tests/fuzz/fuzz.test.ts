import { describe, expect, it } from 'vitest'
import { OPERATIONS } from './operations.ts'
import { problemOf, runFuzz } from './run.ts'

// The reduced run; `npm run test:fuzz` meets each operation with 20,000 answers.

describe('whatever the service answers', () => {
  it.each(Object.keys(OPERATIONS))(
    '%s ends with a result or with an error of this library',
    async (operation) => {
      await runFuzz({ operation, answers: 200, seed: 7 })
    },
  )
})

describe('the judge of the fuzz', () => {
  it.each([new TypeError('x'), 'text', undefined, Object.assign(new Error('x'), { code: 'api_error' })])(
    'finds a raw error: %j',
    (error) => {
      expect(problemOf(error)).toMatch(/^a raw error/)
    },
  )
})
