import { expect, test } from 'vitest'
import { runTool } from '../support/tool.ts'

test('knip finds no file, export or package that nothing uses, and no exception that is none', async () => {
  const { code, output } = await runTool('knip', ['--no-progress', '--treat-config-hints-as-errors'])
  expect(code, output).toBe(0)
}, 60_000)
