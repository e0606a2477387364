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
const names = new Set(Array.from(tests.matchAll(/\bit\(\s*'((?:[^'\\]|\\.)*)'/g), ([, name]) => name))

describe('the coverage table', () => {
  it('has every operation of the routes, and no other', () => {
    const operations = new Set(COVERAGE.map(({ operation }) => operation))
    const expected = new Set([...ROUTES.map(({ operation }) => operation), 'auth.test', 'users.list', '*'])
    expect([...operations].sort()).toEqual([...expected].sort())
  })

  it('names tests that exist', () => {
    expect(COVERAGE.filter(({ test }) => !names.has(test))).toEqual([])
    expect(new Set(COVERAGE.map((row) => JSON.stringify(row))).size).toBe(COVERAGE.length)
  })
})

describe('the tests', () => {
  it('turn every switch of the assumptions', () => {
    expect(Object.keys(ASSUMPTIONS).filter((name) => !tests.includes(name))).toEqual([])
  })

  it('see every reason that the emulator gives by itself', () => {
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
