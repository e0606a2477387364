import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { Config } from '../../cli/config/config.ts'
import { configSchema } from '../../cli/config/config-schema.ts'
import { CONFIG, company } from './company.ts'
import { runAt, runHere } from './run.ts'

const PEOPLE = { 'people.csv': 'id,email\n1,ada@x.test\n' }

const EVERYTHING: unknown = {
  $schema: './x.json',
  organization: 'E0ACME',
  journal: 'file:./.slack-scim',
  api: '2.0',
  sources: [
    {
      name: 'hr',
      people: {
        csv: 'people.csv',
        key: 'id',
        columns: { mail: 'email', note: null },
        ignoreOthers: true,
        active: { yes: true, no: false },
        timeZone: 'Asia/Tokyo',
        delimiter: ';',
        expectRows: 5,
      },
      groups: { json: 'groups.json', key: 'group', members: 'members.json' },
      owns: { email: 'always', userName: 'onCreate', displayName: 'whenEmpty' },
      scope: 'email ew "@example.com"',
    },
  ],
  groups: [{ key: 'eng', name: 'Engineers', filter: 'department eq "R&D"', mode: 'exact' }],
  policy: {
    allow: ['createUser', 'deactivate'],
    absent: 'deactivate',
    limits: { deactivate: { count: 25, percent: 2, floor: 1 }, removeMembersPerGroup: { percent: 50 } },
    protect: ['U0OWNER'],
    drift: 'report',
    match: ['email'],
    sourceMinimum: 0.9,
    sourceMaxAge: '36h',
    parking: { userName: 'parked-{n}', email: 'parked-{n}@example.com' },
  },
}

describe('a configuration', () => {
  it('may say everything that it can', () => {
    const config: Config = v.parse(configSchema(), EVERYTHING)
    expect(config.sources[0]?.scope).toEqual({ op: 'ew', attr: 'email', value: '@example.com' })
  })

  it.each([
    ['journl: file:x', ":5:9: journl: unknown key: did you mean 'journal'?"],
    [
      'policy: { allow: [deactvate] }',
      'policy.allow[0]: must not be "deactvate": did you mean \'deactivate\'?',
    ],
    [
      'policy: { limits: { deactivat: {} } }',
      "policy.limits.deactivat: unknown key: did you mean 'deactivate'?",
    ],
    ['policy: { limits: { deactivate: 5 } }', 'policy.limits.deactivate: must be an object, not 5'],
    ['policy: { sourceMinimum: 80 }', 'policy.sourceMinimum'],
    ['api: 2.1', 'api: must be'],
    ['api: 1.1', 'write it in quotes'],
    [
      "groups: [{ key: a, filter: 'titel pr' }]",
      "groups[0].filter: no attribute is named 'titel': did you mean title?",
    ],
    ["groups: [{ key: a, filter: 'title eq' }]", 'groups[0].filter: '],
    ['groups: [{ key: a, filter: "title pr", mode: exakt }]', "did you mean 'exact'?"],
  ])('with `%s` is refused with its place', async (line, expected) => {
    const config = company({ ...PEOPLE, 'slack-scim.config.yaml': `${CONFIG.trimStart()}${line}\n` })
    const { code, output, errors } = await runHere('check', '--config', config)
    expect([code, output]).toEqual([1, ''])
    expect(errors).toContain(expected)
    expect(errors).toMatch(/slack-scim\.config\.yaml:\d+:\d+: /)
  })

  it('with no file, two files or an unknown attribute is refused', async () => {
    const bad = CONFIG.replace('csv: people.csv', 'csv: people.csv, json: a.json').replace(
      'email: always',
      'emial: always',
    )
    const { errors } = await runHere('check', '--config', company({ 'slack-scim.config.yaml': bad }))
    expect(errors).toContain("owns.emial: unknown key: did you mean 'email'?")
    const two = CONFIG.replace('csv: people.csv', 'csv: people.csv, json: a.json')
    const second = await runHere('check', '--config', company({ 'slack-scim.config.yaml': two }))
    expect(second.errors).toContain('sources[0].people: name one file, as csv, json, ndjson or yaml')
  })

  it('is found in the folder in which the command runs', async () => {
    const folder = company(PEOPLE).replace('/slack-scim.config.yaml', '')
    const { code, output } = await runAt({ cwd: folder }, 'check').ended
    expect([code, output]).toEqual([0, expect.stringContaining('1 person')])
    const { code: missing, errors } = await runAt({ cwd: '/' }, 'check').ended
    expect([missing, errors]).toEqual([1, expect.stringContaining('there is no slack-scim.config.yaml here')])
  })

  it('is described by a JSON schema that refuses unknown keys', async () => {
    const { configSchema: jsonSchema } = await import('../../build.command.ts')
    expect(JSON.parse(jsonSchema())).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: ['sources'],
      properties: {
        policy: { properties: { allow: { items: { enum: expect.arrayContaining(['deactivate']) } } } },
      },
    })
    const { exports } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(exports['./schemas/config.schema.json']).toBe('./dist/schemas/config.schema.json')
  })
})
