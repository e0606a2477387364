import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../support/tool.ts'
import { packageManifest } from './entries.ts'

const WORKFLOWS = globSync('.github/workflows/*.yml', { cwd: ROOT }).map((path) => ({
  path,
  text: readFileSync(ROOT + path, 'utf8'),
}))

/** The block of a job in a workflow, up to the next one. */
function job(name: string): string {
  const all = WORKFLOWS.map(({ text }) => text).join('\n')
  return new RegExp(`^  ${name}:\\n(?: {4}.*\\n|\\n| {2}#.*\\n)+`, 'm').exec(all)?.[0] ?? ''
}

describe('publishing', () => {
  it('names one repository in package.json and SECURITY.md', () => {
    const { repository, homepage, bugs } = packageManifest
    const address = /^git\+(https:\/\/github\.com\/[\w-]+\/[\w-]+)\.git$/.exec(repository.url)?.[1] ?? 'none'
    expect({ homepage, bugs: bugs.url }).toEqual({
      homepage: `${address}#readme`,
      bugs: `${address}/issues`,
    })
    expect(readFileSync(`${ROOT}SECURITY.md`, 'utf8')).toContain(`${address}/security/advisories/new`)
  })

  it('pins every action by commit and every container by digest', () => {
    const used = WORKFLOWS.flatMap(({ text }) => text.match(/^\s*(- )?(uses|container|image): .*$/gm) ?? [])
    expect(used.length).toBeGreaterThan(5)
    const loose = used.filter((line) => !/(: \.\/|@[0-9a-f]{40}\b|@sha256:[0-9a-f]{64}\b)/.test(line))
    expect(loose).toEqual([])
  })

  it('publishes to npm only in an environment that asks for approval', () => {
    expect(job('npm')).toContain('\n    environment: npm\n')
    expect(job('npm')).toContain('NPM_CONFIG_PROVENANCE: true')
    expect(job('jsr')).toContain('needs: npm')
  })

  it('compares the named repository with the one that releases, before anything is packed', () => {
    expect(job('plan')).toContain('npm pkg get repository.url')
  })
})
