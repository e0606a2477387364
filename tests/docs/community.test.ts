import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { REPOSITORY } from '../../scripts/site/places.ts'
import { ROOT } from '../support/tool.ts'

/** The parts of a form that GitHub requires (https://docs.github.com/en/communities). */
interface Form {
  readonly name?: string
  readonly description?: string
  readonly body?: readonly { readonly type: string; readonly id?: string }[]
}

const FORMS = globSync('.github/ISSUE_TEMPLATE/*.yml', { cwd: ROOT }).filter(
  (path) => !path.endsWith('config.yml'),
)

it.each(FORMS)('%s is a form with a name, a description and fields of their own names', (path) => {
  const { name, description, body = [] } = parse(readFileSync(ROOT + path, 'utf8')) as Form
  expect([typeof name, typeof description]).toEqual(['string', 'string'])
  const fields = body.filter(({ type }) => type !== 'markdown')
  expect(fields.length).toBeGreaterThan(0)
  expect(new Set(fields.map(({ id }) => id ?? '')).size).toBe(fields.length)
})

it('has what people look for before they take part, and names the right repository in it', () => {
  const files = ['CODE_OF_CONDUCT.md', 'CONTRIBUTING.md', 'SECURITY.md', '.github/pull_request_template.md']
  expect(files.filter((path) => !existsSync(ROOT + path))).toEqual([])
  const named = [...files, ...FORMS, '.github/ISSUE_TEMPLATE/config.yml', 'README.md'].flatMap(
    (path) => readFileSync(ROOT + path, 'utf8').match(/https:\/\/github\.com\/slack-scim\/[\w-]+/g) ?? [],
  )
  expect(named.length).toBeGreaterThan(3)
  expect(new Set(named)).toEqual(new Set([REPOSITORY]))
})
