import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { REASONS } from '../../mocks/errors/refusal.ts'
import { ASSUMPTIONS, COVERAGE } from '../../mocks/index.ts'
import { ROUTES } from '../../mocks/scim/routes.ts'

const folder = new URL('.', import.meta.url)
const tests = readdirSync(folder)
  .filter((file) => file.endsWith('.test.ts') && file !== 'coverage.test.ts')
  .map((file) => readFileSync(new URL(file, folder), 'utf8'))
  .join('\n')
const names = new Set(
  Array.from(tests.matchAll(/\bit\(\s*(['"])((?:(?!\1)[^\\]|\\.)*)\1/g), ([, , name]) =>
    name?.replaceAll("\\'", "'"),
  ),
)

describe('the coverage table', () => {
  it('lists exactly the operations of the routes', () => {
    const operations = new Set(COVERAGE.map(({ operation }) => operation))
    const expected = new Set([...ROUTES.map(({ operation }) => operation), 'auth.test', 'users.list', '*'])
    expect([...operations].sort()).toEqual([...expected].sort())
  })

  it('names only tests that exist, each row once', () => {
    expect(COVERAGE.filter(({ test }) => !names.has(test))).toEqual([])
    expect(new Set(COVERAGE.map((row) => JSON.stringify(row))).size).toBe(COVERAGE.length)
  })
})

describe('the tests', () => {
  it('covers every assumption switch in some test', () => {
    const isTurned = (name: string): boolean => tests.includes(`'${name}': `) || tests.includes(`{ ${name}: `)
    expect(Object.keys(ASSUMPTIONS).filter((name) => !isTurned(name))).toEqual([])
  })

  it('covers every reason that the emulator gives without a fault', () => {
    // Slack's table has these; nothing is known of when they come, so only a fault of kind refusal gives them.
    const neverGiven = [
      'bad_email_address',
      'failed_to_remove_users_for_linked_subteam',
      'group_members_create_failed',
      'invalid_name_specials',
      'invalid_reserved_word',
      'primary_owner_check_failure',
      'query_building_failed',
      'unable_to_create_team_profile_fields',
      'user_creation_failed',
    ]
    expect(Object.keys(REASONS).filter((reason) => !tests.includes(reason))).toEqual(neverGiven)
  })
})
