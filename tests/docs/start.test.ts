import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { run } from '../examples/project.ts'
import { assertBuilt } from '../package/built.ts'
import { bundle } from '../package/bundle.ts'
import { ROOT } from '../support/tool.ts'
import { document } from './documents.ts'

/** The first sample of a section of the README. */
function sampleOf(section: string): string {
  const text = document('README.md')
  const code = /```ts\n([\s\S]*?)```/.exec(text.slice(text.indexOf(`\n## ${section}\n`)))?.[1]
  if (!code) throw new Error(`${section}: no sample`)
  return code
}

const folder = mkdtempSync(join(tmpdir(), 'slack-scim-start-'))
beforeAll(() => {
  assertBuilt()
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(ROOT, join(folder, 'node_modules/slack-scim'), 'junction')
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "dependencies": { "slack-scim": "*" } }')
  writeFileSync(join(folder, 'start.mjs'), sampleOf('Start without a token'))
})
afterAll(() => rmSync(folder, { recursive: true }))

it.each([
  ['node', ['start.mjs']],
  ['bun', ['start.mjs']],
  ['deno', ['run', 'start.mjs']],
] as const)('the first program runs in %s as it is, and needs no permission', async (program, args) => {
  const printed = await run(folder, program, args)
  expect(printed.split('\n')[0]).toBe('Engineer 200')
  expect(printed.match(/\w+(?=['"])/g)).toEqual(['ada', 'jo', 'kim', 'owner'])
})

it('the Worker answers without a flag', async () => {
  const { code } = transformSync(sampleOf('In a Worker'), { loader: 'ts' })
  const script = await bundle(code)
  const worker = new Miniflare({ modules: true, script, compatibilityDate: '2024-01-01', cf: false })
  try {
    const answer = await worker.dispatchFetch('http://localhost/')
    expect(await answer.json()).toEqual([{ userName: 'jo', active: true }])
  } finally {
    await worker.dispose()
  }
})

it('has a test command in CI that the README names', () => {
  const script = readFileSync(`${ROOT}.ci/run`, 'utf8')
  expect(script).toMatch(/^npm ci .*\nnpm test$/m)
})
