import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { document } from '../docs/documents.ts'
import { ROOT } from '../support/tool.ts'

const names = globSync('examples/*', { cwd: ROOT }).map((path) => path.replace(/^examples[\\/]/, ''))
/** `provision` is no project: it runs by `npm start` in this repository. */
const projects = names.filter((name) => name !== 'provision')

/** What Git keeps of an example: not what a build of it left behind. */
function filesOf(name: string): string[] {
  const left = /(^|[\\/])(node_modules|\.next|\.wrangler|main\.js|.*\.png)([\\/]|$)/
  return globSync(`examples/${name}/{**,.github/**}/{*,.*}`, { cwd: ROOT })
    .filter((path) => !left.test(path) && statSync(ROOT + path).isFile())
    .map((path) => ROOT + path)
}

describe.each(projects)('examples/%s', (name) => {
  const files = filesOf(name)
  const readme = readFileSync(`${ROOT}examples/${name}/README.md`, 'utf8')

  test('is listed in the README, and has a test', () => {
    expect(document('README.md')).toContain(`| [\`${name}\`](examples/${name}) |`)
    expect(existsSync(`${ROOT}tests/examples/${name}.test.ts`)).toBe(true)
  })

  test('is short, with a short README that starts the emulator', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(24)
    expect(readme).toMatch(/(npx|bunx) -p slack-scim slack-scim emulate --port 4010/)
    const code = files
      .filter((file) => /(\.tsx?|\.yml|Dockerfile)$/.test(file))
      .map((file) => readFileSync(file, 'utf8').split('\n').length)
    expect(code.length).toBeGreaterThan(0)
    expect(Math.max(...code)).toBeLessThanOrEqual(80)
  })

  test('contains no token except the one of the emulator', () => {
    const tokens = files.flatMap((file) => readFileSync(file, 'utf8').match(/xox[a-z]-[\w-]+/g) ?? [])
    expect(tokens.filter((token) => token !== 'xoxp-emulator-owner')).toEqual([])
  })
})

test('finds the examples', () => {
  expect(projects.length).toBeGreaterThanOrEqual(6)
})
