import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planSchema } from '../../../build.command.ts'
import { type Plan, parsePlan, planDigest, planProvisioning } from '../../../src/provisioning/index.ts'
import { anyCompany } from './any-company.ts'
import { account, company, group, roster, row } from './company.ts'

const validate = new Ajv({ strict: false, formats: { 'date-time': true } }).compile(JSON.parse(planSchema()))

/** A plan with steps of many kinds, as it is in a file. */
const stored = (): Plan =>
  JSON.parse(
    JSON.stringify(
      planProvisioning(
        company({
          rows: [
            row('1', { title: 'B' }),
            row('2', {}, { active: false }),
            row('3', { manager: '1' }),
            row('4'),
          ],
          accounts: [account('1'), account('2'), account('4', {}, { kind: 'guest' })],
          linked: ['2', '4'],
          groups: [group('ops', ['1', '3']), group('new', ['3'])],
          rosters: [roster('ops', ['U1', 'U2'])],
        }),
      ),
    ),
  )

/** The plan with another value at a path. */
const withValue = (path: readonly (string | number)[], value: unknown): unknown => {
  const plan = stored()
  let place: Record<string | number, unknown> = plan as unknown as Record<string, unknown>
  for (const name of path.slice(0, -1)) place = place[name] as typeof place
  place[path.at(-1) ?? ''] = value
  return plan
}

/** The paths of all values that are no objects. */
const leavesOf = (value: object): readonly (readonly string[])[] =>
  Object.entries(value).flatMap(([name, part]) =>
    typeof part === 'object' && part !== null ? leavesOf(part).map((path) => [name, ...path]) : [[name]],
  )

/** The path of the first step of a kind. */
const stepOf = (kind: string) => ['steps', stored().steps.findIndex((step) => step.kind === kind)] as const

describe('parsePlan', () => {
  it('reads back every plan, with the same digest, as does the published schema', async () => {
    await fc.assert(
      fc.asyncProperty(anyCompany, async (input) => {
        const plan = planProvisioning(input)
        const text = JSON.stringify(plan)
        const read = parsePlan(text)
        expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(text))
        expect(await planDigest(read)).toBe(await planDigest(plan))
        expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true)
      }),
    )
  })

  it('takes a value that was parsed already, and the name of the schema', () => {
    expect(parsePlan({ $schema: 'plan.schema.json', ...stored() })).toEqual(stored())
  })

  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'plan: the text is no JSON'],
    ['no object', 5, 'plan: '],
    ['another format', withValue(['format'], 2), 'format: '],
    ['an unknown field', withValue(['extra'], 1), 'extra: '],
    ['an unknown field of a step', withValue(['steps', 0, 'force'], true), 'steps.0.force: '],
    ['an unknown kind of step', withValue(['steps', 0, 'kind'], 'deleteUser'), 'steps.0.kind: '],
    ['an unknown attribute', withValue(['steps', 0, 'to', 'nickName'], 'x'), 'steps.0.to.nickName: '],
    ['a value that is no text', withValue(['steps', 0, 'to', 'title'], 5), 'steps.0.to.title: '],
    ['a negative number', withValue(['base', 'managed'], -1), 'base.managed: '],
    ['a time that is none', withValue(['asOf'], 'yesterday'), 'asOf: '],
    ['no organization', withValue(['organization'], ''), 'organization: '],
    [
      'a deactivation that says it can be undone',
      withValue([...stepOf('deactivate'), 'reversible'], 'yes'),
      'reversible: ',
    ],
    ['a create that says so', withValue([...stepOf('createUser'), 'reversible'], 'partly'), 'reversible: '],
    [
      'two steps of one id',
      withValue(['steps', 1, 'id'], stored().steps[0]?.id),
      'steps.1.id: there are two steps',
    ],
    [
      'a step that waits for a later one',
      withValue(['steps', 0, 'after'], ['deactivate:U2']),
      'steps.0.after: no step',
    ],
  ])('refuses %s', (_name, input, message) => {
    expect(() => parsePlan(input)).toThrow(message)
    expect(() => parsePlan(input)).toThrow(
      expect.objectContaining({ name: 'SCIMPlanError', reason: 'format' }),
    )
  })
})

describe('planDigest', () => {
  it('changes with every value that decides what is sent, and who is who', async () => {
    const digest = await planDigest(stored())
    const { organization, steps, links } = stored()
    const paths = leavesOf({ organization, steps, links })
    expect(paths.length).toBeGreaterThan(60)
    for (const path of paths)
      expect(await planDigest(withValue(path, 'another') as Plan), path.join('.')).not.toBe(digest)
    expect(await planDigest({ organization, steps })).not.toBe(digest)
  })
})

describe('plan.schema.json', () => {
  it.each<[string, unknown]>([
    ['an unknown field', withValue(['extra'], 1)],
    ['an unknown kind of step', withValue(['steps', 0, 'kind'], 'deleteUser')],
    ['an unknown attribute', withValue(['steps', 0, 'to', 'nickName'], 'x')],
    ['another format', withValue(['format'], 2)],
  ])('refuses %s', (_name, input) => {
    expect(validate(input)).toBe(false)
  })
})
