import { expect, test } from 'vitest'
import { runTool } from '../support/tool.ts'

test('passes knip: no unused file, export, package or exception', async () => {
  const { code, output } = await runTool('knip', ['--no-progress', '--treat-config-hints-as-errors'])
  expect(code, output).toBe(0)
}, 60_000)
