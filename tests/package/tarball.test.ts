import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runTool } from '../support/tool.ts'
import { assertBuilt } from './built.ts'
import { packageManifest } from './entries.ts'
import { endAll, packPackage } from './project.ts'

/** What `attw --format json` says, as far as it is looked at. */
interface Verdict {
  readonly analysis: {
    readonly entrypoints: Readonly<Record<string, object>>
    readonly problems: readonly unknown[]
  }
}

let tarball = ''
beforeAll(async () => {
  assertBuilt()
  tarball = await packPackage()
}, 120_000)
afterAll(endAll)

describe('the packed package', () => {
  test('resolves its types as an ES module in every TypeScript resolution mode', async () => {
    const { code, output, stdout } = await runTool('attw', [
      tarball,
      '--profile',
      'esm-only',
      '--format',
      'json',
    ])
    expect(code, output).toBe(0)
    const { analysis } = JSON.parse(stdout) as Verdict
    expect(Object.keys(analysis.entrypoints).sort()).toEqual(Object.keys(packageManifest.exports).sort())
  })
})
