import { expect, test } from 'vitest'
import { runTool } from '../support/tool.ts'

test('passes the dry run of JSR', async () => {
  const { code, output } = await runTool('deno', ['publish', '--dry-run', '--allow-dirty'])
  expect(code, output).toBe(0)
})
