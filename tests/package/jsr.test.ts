import { expect, test } from 'vitest'
import { runTool } from '../support/tool.ts'

test('JSR would take the sources as they are: its dry run refuses slow types and files left out', async () => {
  const { code, output } = await runTool('deno', ['publish', '--dry-run', '--allow-dirty'])
  expect(code, output).toBe(0)
})
