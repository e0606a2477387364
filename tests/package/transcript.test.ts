import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DOCUMENT, transcribe, withTranscript } from '../../scripts/transcript.ts'
import { assertBuilt } from './built.ts'
import { endAll, projectWith } from './project.ts'

beforeAll(assertBuilt)
afterAll(endAll)

describe('the path of a new user in README.md', () => {
  it('shows what the packed package prints; npm run transcript writes it anew', async () => {
    const readme = readFileSync(DOCUMENT, 'utf8')
    const transcript = await transcribe(await projectWith())
    expect(withTranscript(readme, transcript)).toBe(readme)
    expect(transcript.apply).toContain('Nothing to do')
  }, 180_000)

  it('names a block that README.md does not show, and one that no command writes', () => {
    const block = '<!-- transcript: plan -->\n```console\nold\n```\n'
    expect(withTranscript(block, { plan: '$ a `b`\nnew' })).toBe(block.replace('old', '$ a `b`\nnew'))
    expect(() => withTranscript(block, {})).toThrow("no block 'plan'")
    expect(() => withTranscript('', { plan: '' })).toThrow('shows nothing of plan')
  })
})
