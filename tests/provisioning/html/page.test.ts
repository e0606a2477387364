import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { PAGE_MODULE, renderPageModule } from '../../../scripts/plan-page.ts'

it('matches scripts/plan-page/ (npm run plan-page updates it), with its hashes', async () => {
  expect(readFileSync(PAGE_MODULE, 'utf8')).toBe(await renderPageModule())
})
