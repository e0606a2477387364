import { expect, it } from 'vitest'
import { bytesPerUser } from './walk-memory.ts'

it('keeps little more than the ids of 100,000 users at the end of a walk', async () => {
  // About 70 bytes, most of them the id and its place in a Set; a page of whole users would be hundreds.
  expect(await bytesPerUser(100_000)).toBeLessThan(110)
}, 60_000)
