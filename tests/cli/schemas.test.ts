import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import fc from 'fast-check'
import * as v from 'valibot'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { configSchema, eventSchema, planSchema, reportSchema, seedSchema } from '../../build.command.ts'
import { configSchema as configOf } from '../../cli/config/config-schema.ts'
import { seedFile } from '../../cli/emulator/seed-schema.ts'
import { STARTER_SEED } from '../../cli/emulator/starter-seed.ts'
import { planSchema as planOf } from '../../src/provisioning/plan/plan-schema.ts'
import { ROOT } from '../support/tool.ts'
import { emulatedCompany, initialize } from './initialized.ts'
import { runHere, temporary } from './run.ts'

const slack = emulatedCompany(30)
const ajv = new Ajv({ strict: false, formats: { 'date-time': true } })

/** What is published, and what the tool itself checks with; reports and events are only written. */
const SCHEMAS: Readonly<
  Record<string, { readonly published: ValidateFunction; readonly own?: v.GenericSchema }>
> = {
  config: { published: ajv.compile(JSON.parse(configSchema())), own: configOf() },
  seed: { published: ajv.compile(JSON.parse(seedSchema())), own: seedFile() },
  plan: { published: ajv.compile(JSON.parse(planSchema())), own: planOf() },
  report: { published: ajv.compile(JSON.parse(reportSchema())) },
  event: { published: ajv.compile(JSON.parse(eventSchema())) },
}

/** Values by schema: those of the repository, and those that the tool writes. */
const samples: Record<string, { readonly name: string; readonly value: unknown }[]> = {}

const WHOLE_CONFIG = `
organization: E0EMULATOR
journal: redis://localhost/0?name=acme
api: '2.0'
sources:
  - name: hr
    people:
      csv: people.csv
      key: employee_id
      delimiter: ';'
      expectRows: 10
      columns: { user_name: userName, mail: email, state: active }
      active: { active: true, left: false }
    groups: { csv: groups.csv, key: group, members: memberships.csv }
    owns: { userName: onCreate, displayName: whenEmpty, email: always }
    scope: 'email ew "@example.com"'
groups:
  - { key: engineers, name: engineers, filter: 'department eq "Engineering"', mode: exact }
policy:
  allow: [createUser, updateUser, deactivate]
  absent: report
  limits: { deactivate: { count: 25, percent: 2 } }
  protect: [it-admin@example.com]
  sourceMinimum: 0.9
  sourceMaxAge: 36h
`

beforeAll(async () => {
  const add = (schema: string, name: string, value: unknown): void => {
    samples[schema] ??= []
    samples[schema].push({ name, value })
  }
  const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
  add('seed', 'emulate init', parse(STARTER_SEED))
  for (const path of ['examples/deno-script/seed.json', 'examples/provision/slack-before.json'])
    add('seed', path, json(ROOT + path))
  add('config', 'every option', parse(WHOLE_CONFIG))
  const example = join(temporary(), 'example')
  await runHere('init', example)
  add('config', 'init', parse(readFileSync(join(example, 'slack-scim.config.yaml'), 'utf8')))
  const company = await initialize(slack)
  const file = (name: string): string => join(company.folder, name)
  add('config', 'init --from-slack', parse(readFileSync(file('slack-scim.config.yaml'), 'utf8')))
  company.allow('deactivate', 'removeMembers')
  company.leave(1)
  company.edit(
    'people.csv',
    (text) => `${text.replace('Engineer', 'Chief')}new,true,false,mia,Mia Ito,Mia,Ito,mia@example.com,,,,\n`,
  )
  expect((await company.run('plan', '--quiet', '--out', file('plan.json'))).code).toBe(0)
  add('plan', 'plan --out', json(file('plan.json')))
  const { output } = await company.run('sync', '--json', '--report', file('report.json'))
  add('report', 'sync --report', json(file('report.json')))
  for (const line of output
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text)))
    if (['step.start', 'step.done', 'run.start', 'run.end', 'verify'].includes(line.type))
      add('event', `sync --json: ${line.type}`, line)
  writeFileSync(file('note'), '')
}, 60_000)

describe('the published schemas', () => {
  it.each(Object.keys(SCHEMAS))('of a %s takes what the repository and the tool have of it', (name) => {
    const { published, own } = SCHEMAS[name] ?? expect.fail(name)
    expect(samples[name]?.length).toBeGreaterThan(0)
    for (const { name: sample, value } of samples[name] ?? []) {
      published(value)
      expect([sample, published.errors]).toEqual([sample, null])
      if (own) expect([sample, v.safeParse(own, value).success]).toEqual([sample, true])
    }
  })

  it.each(['config', 'seed', 'plan'])(
    'of a %s refuses what the tool refuses, wherever a value has another shape',
    (name) => {
      const { published, own = v.unknown() } = SCHEMAS[name] ?? expect.fail(name)
      const values = (samples[name] ?? []).map(({ value }) => value)
      let refused = 0
      fc.assert(
        fc.property(fc.constantFrom(...values), fc.nat(), WRONG, (value, place, wrong) => {
          const changed = mutated(value, place, wrong)
          const isValid = published(changed)
          const { success, issues = [] } = v.safeParse(own, changed)
          if (!isValid) refused++
          // What is in a text, such as a filter, is nothing that a JSON Schema can check.
          const isShape = issues.some(({ kind, type }) => kind === 'schema' && type !== 'custom')
          if (isShape) expect([isValid, published.errors]).toEqual([false, expect.anything()])
          if (!isValid) expect([success, published.errors?.[0]]).toEqual([false, expect.anything()])
        }),
        { numRuns: 600 },
      )
      expect(refused).toBeGreaterThan(300)
    },
  )
})

/** Another value, or a key that is unknown. */
const WRONG = fc.oneof(
  fc.constant({ unknown: true } as const),
  fc.constantFrom(null, 1.5, true, [], [1], {}, { a: 1 }).map((value) => ({ value })),
)

/** A value with one place of it changed. */
function mutated(
  value: unknown,
  place: number,
  wrong: { readonly unknown: true } | { readonly value: unknown },
): unknown {
  const copy: unknown = structuredClone(value)
  const places = [...placesOf(copy)]
  if ('unknown' in wrong) {
    const objects = [copy, ...places.map(([holder, key]) => holder[key])].filter(isClosed)
    const object = objects[place % objects.length]
    if (object) object['unknown key'] = 1
    return copy
  }
  const [holder, key] = places[place % places.length] ?? expect.fail('nothing to change')
  holder[key] = wrong.value
  return copy
}

type Holder = Record<string, unknown>

function* placesOf(value: unknown): Generator<readonly [Holder, string]> {
  if (typeof value !== 'object' || value === null) return
  for (const key of Object.keys(value)) {
    yield [value as Holder, key]
    yield* placesOf((value as Holder)[key])
  }
}

const isClosed = (value: unknown): value is Holder =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
