import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { copyVersion } from '../../.changeset/version.ts'
import { ROOT } from '../support/tool.ts'

describe('the version of a release', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'slack-scim-release-'))
    for (const name of ['package.json', 'package-lock.json', 'deno.json'])
      cpSync(ROOT + name, join(folder, name))
    mkdirSync(join(folder, 'src'))
    cpSync(`${ROOT}src/protocol/version.ts`, join(folder, 'src/protocol/version.ts'))
    cpSync(`${ROOT}.changeset`, join(folder, '.changeset'), { recursive: true })
    symlinkSync(`${ROOT}node_modules`, join(folder, 'node_modules'), 'junction')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
  const versions = (): unknown[] => {
    const lock = JSON.parse(read('package-lock.json'))
    return [
      JSON.parse(read('package.json')).version,
      JSON.parse(read('deno.json')).version,
      lock.version,
      lock.packages[''].version,
      /'(.*)'/.exec(read('src/protocol/version.ts'))?.[1],
    ]
  }

  test('is raised by the changesets in every file', () => {
    const before = JSON.parse(read('package.json')).version
    writeFileSync(
      join(folder, '.changeset/one.md'),
      "---\n'slack-scim': minor\n---\n\nPeople may be sorted.\n",
    )
    const git = (...args: string[]): unknown =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder })
    writeFileSync(join(folder, '.gitignore'), 'node_modules\n')
    git('init', '--quiet', '--initial-branch=main')
    git('add', '.')
    git('commit', '--quiet', '--message=All of it')

    const { status, stderr } = spawnSync(process.execPath, ['.changeset/version.ts'], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect(status, stderr).toBe(0)
    const [version, ...others] = versions()
    expect(version).not.toBe(before)
    expect(others).toEqual([version, version, version, version])
    expect(read('CHANGELOG.md')).toContain(`## ${version}\n`)
    expect(read('CHANGELOG.md')).toContain('People may be sorted.')
    expect(globSync('.changeset/*.md', { cwd: folder })).toEqual(['.changeset/README.md'])
  })

  test('changes nothing else in the files that contain it', () => {
    const names = ['package-lock.json', 'deno.json', 'src/protocol/version.ts']
    const before = names.map(read)
    const current = JSON.parse(read('package.json')).version
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ version: '7.8.9-rc.1' }))
    expect(copyVersion(folder)).toBe('7.8.9-rc.1')
    const after = names.map((name) => read(name).replaceAll('7.8.9-rc.1', current))
    expect(after).toEqual(before)
  })

  test('is rejected when a file has no place for it', () => {
    writeFileSync(join(folder, 'src/protocol/version.ts'), '')
    expect(() => copyVersion(folder)).toThrow('src/protocol/version.ts has no version')
  })
})

describe('the workflows', () => {
  const workflows = globSync('.github/workflows/*.yml', { cwd: ROOT }).map(
    (name) => [name, readFileSync(ROOT + name, 'utf8')] as const,
  )

  test.each(workflows)('%s pins actions by commit, with the version in a comment', (_name, text) => {
    const actions = Array.from(
      text.matchAll(/uses: (\S+)(.*)/g),
      ([, action, rest]) => [action, rest] as const,
    )
    expect(actions.length).toBeGreaterThan(0)
    const foreign = actions.filter(([action]) => !action?.startsWith('./'))
    const loose = foreign.filter(
      ([action, rest]) =>
        !/^[\w/-]+@[0-9a-f]{40}$/.test(action ?? '') || !/^ # v\d+\.\d+\.\d+$/.test(rest ?? ''),
    )
    expect(loose).toEqual([])
  })

  test('request an identity token only in publishing jobs, which install without scripts', () => {
    const jobs = workflows.flatMap(([, text]) => text.split(/^ {2}(?=\w+:\n)/m).slice(1))
    const identified = jobs.filter((job) => job.includes('id-token: write'))
    expect(identified.map((job) => job.split(':')[0])).toEqual(['npm', 'jsr'])
    for (const job of identified) {
      expect(job).toContain('npm ci --ignore-scripts\n')
      expect(job).not.toMatch(/npm ci\n|npm run|secrets\./)
    }
  })
})
