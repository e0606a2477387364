import { describe, expect, it } from 'vitest'
import { company, configOf } from '../company.ts'
import { runHere } from '../run.ts'

const PEOPLE = {
  json: '[\n {"id": "0042", "userName": "ada", "email": "ada@x.test", "phone": null, "groups": ["all", "eng"]},\n {"id": "1", "email": "bo@x.test"}]',
  ndjson:
    '{"id":"0042","userName":"ada","email":"ada@x.test","groups":"all;eng"}\n\n{"id":"1","email":"bo@x.test"}\n',
  yaml: '- id: 0042\n  userName: ada\n  email: ada@x.test\n  groups: [all, eng]\n- { id: 1, email: bo@x.test, title: no, phone: }\n',
} as const

type Format = keyof typeof PEOPLE

const check = (format: Format, text: string, more = '') =>
  runHere(
    'check',
    '--config',
    company({
      [`people.${format}`]: text,
      'slack-scim.config.yaml': configOf(`{ ${format}: people.${format}, key: id }`, more),
    }),
  )

describe('people', () => {
  it.each(['json', 'ndjson', 'yaml'] as const)('are read from %s', async (format) => {
    const { code, output, errors } = await check(format, PEOPLE[format])
    expect([code, errors]).toEqual([0, ''])
    expect(output).toContain('all: 1 member (add)\neng: 1 member (add)\n2 people, 2 groups: no problem.')
  })

  it.each<[Format, string, string]>([
    ['json', '[{"id": "1",}]', 'people.json:1:13: is no JSON'],
    ['json', '[{"id": "1"', 'is no JSON'],
    ['json', '{"id": "1"}', 'people.json:1:1: must be a list of objects'],
    ['json', '[\n  "x", ["id"], {"id": 42}]', 'people.json:2:3: must be an object'],
    ['json', '[\n  "x", ["id"], {"id": 42}]', 'people.json:2:8: must be an object'],
    ['json', '[\n  "x", ["id"], {"id": 42}]', 'people.json:2:16: id: is the number 42'],
    ['json', '[{"id": "1", "name": {}}]', 'people.json:1:2: name: must be a text, not an object'],
    ['json', '[{"id":"1"},\n{"id":"1"}]', 'people.json:2:1: key 1: is also that of people.json:1:2'],
    ['ndjson', '{"id":"1"}\n{"id":\n{"id":"1"}\n', 'people.ndjson:2:'],
    ['ndjson', '{"id":"1"}\n[]\n', 'people.ndjson:2:1: must be an object'],
    ['yaml', '- id: 1\n  emial: x\n', "people.yaml:2:10: column 'emial': unknown: did you mean email?"],
    ['yaml', '- id: 1\n  title: null\n', 'people.yaml:2:10: title: is null: write <clear>'],
    ['yaml', '- id: 1\n- x\n', 'people.yaml:2:3: must be an object'],
    ['yaml', '- id: 1\n  id: 2\n', 'people.yaml:2:3: Map keys must be unique'],
    ['yaml', '- id: 1\n  groups: *teams\n', 'people.yaml:2:11: groups'],
    ['yaml', '- id: 1\n  groups: [*teams]\n', 'people.yaml:2:11: groups'],
    ['yaml', '- id: 1\n  title: *job\n', 'people.yaml:2:10: title'],
    ['yaml', 'id: 1\n', 'people.yaml:1:1: must be a list'],
    ['yaml', '- &a\n  id: 1\n  groups: &b [*b]\n', 'people.yaml:3:14: groups: must be a list of texts'],
  ])('of %s with %j are refused', async (format, text, expected) => {
    const { code, output, errors } = await check(format, text)
    expect([code, output]).toEqual([1, ''])
    expect(errors).toContain(expected)
  })

  it.each(['json', 'yaml'] as const)('of %s that is nested too deeply are refused', async (format) => {
    const value = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    const { code, output, errors } = await check(format, `[{"id": "1", "groups": ${value}}]`)
    expect([code, output]).toEqual([1, ''])
    expect(errors).toContain(format === 'yaml' ? ': is nested too deeply' : 'groups: must be a list of texts')
  })

  it('in no rows at all are no error of the file', async () => {
    expect((await check('json', '[]')).output).toContain('0 people')
  })

  it('are refused below expectRows', async () => {
    const config = configOf('{ ndjson: people.ndjson, key: id, expectRows: 3 }')
    const path = company({ 'people.ndjson': PEOPLE.ndjson, 'slack-scim.config.yaml': config })
    expect((await runHere('check', '--config', path)).errors).toContain('has 2 rows, and expectRows is 3')
  })
})

describe('groups', () => {
  const people = { 'people.csv': 'id,email\n1,ada@x.test\n2,bo@x.test\n' }
  const withGroups = (groups: string) => configOf('{ csv: people.csv, key: id }', `    groups: ${groups}\n`)

  it('are read from two files', async () => {
    const config = withGroups('{ csv: groups.csv, key: group, members: memberships.csv }')
    const path = company({
      ...people,
      'slack-scim.config.yaml': config,
      'groups.csv': 'group,name,mode\neng,Engineers,exact\nall,,\n',
      'memberships.csv': 'group,member\neng,1\nall,1\nall,2\n',
    })
    const { output, errors } = await runHere('check', '--config', path)
    expect([output, errors]).toEqual([
      expect.stringContaining('Engineers: 1 member (exact)\nall: 2 members (add)\n2 people, 2 groups'),
      '',
    ])
  })

  it('with unknown groups, members, modes and columns are refused with their lines', async () => {
    const path = company({
      ...people,
      'slack-scim.config.yaml': withGroups('{ csv: groups.csv, members: memberships.csv }'),
      'groups.csv': 'key,mode\neng,add\nall,exakt\neng,add\n',
      'memberships.csv': 'group,member\nengg,1\neng,\n',
    })
    const first = await runHere('check', '--config', path)
    expect(first.errors).toContain("groups.csv:3: mode: is 'exakt': write add or exact")
    expect(first.errors).toContain("groups.csv:4: key: 'eng' is also that of groups.csv:2")
    const other = company({
      ...people,
      'slack-scim.config.yaml': withGroups('{ csv: groups.csv, members: memberships.csv }'),
      'groups.csv': 'key,nmae\neng,x\n',
      'memberships.csv': 'group,member\neng,1\neng,\n',
    })
    expect((await runHere('check', '--config', other)).errors).toContain(
      "column 'nmae': unknown: did you mean 'name'?",
    )
    const members = company({
      ...people,
      'slack-scim.config.yaml': withGroups('{ csv: groups.csv, members: memberships.csv }'),
      'groups.csv': 'key\neng\n',
      'memberships.csv': 'group,member\nengg,1\neng,\n',
    })
    const { errors } = await runHere('check', '--config', members)
    expect(errors).toContain("memberships.csv:2: group: there is no group 'engg': did you mean 'eng'?")
    expect(errors).toContain('memberships.csv:3: member: is empty')
  })
})
