import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { seedDirectory } from '../../mocks/index.ts'
import { parsePlan, planDigest } from '../../src/provisioning/index.ts'
import { emulated } from './emulated.ts'
import { runHere, temporary } from './run.ts'
import { allowDeactivate, edit, leave, type SlackCompany, slackCompany } from './slack-company.ts'

const seed = seedDirectory({ users: 40, groups: 3 })
const slack = emulated({
  seed: {
    ...seed,
    users: [
      ...(seed.users ?? []),
      {
        userName: 'eve',
        id: 'U0EVE0001',
        email: 'eve@x.test',
        name: '\u001b[31mEve Red',
        primaryPhone: '+49 30 1',
        title: '=1+1',
      },
      { userName: 'gus', id: 'U0GUS0001', email: 'gus@x.test', guest: true },
      { userName: 'old', id: 'U0OLD0001', email: 'old@x.test', active: false },
    ],
  },
})

const company = (): Promise<SlackCompany> => slackCompany(slack)

describe('init', () => {
  it('--from-slack writes files such that the first plan has no step', async () => {
    const { folder, at } = await company()
    const people: string[][] = parse(readFileSync(join(folder, 'people.csv'), 'utf8'))
    expect(people).toHaveLength(44)
    expect(people.flat()).toContain("'=1+1")
    expect(people.flat()).toContain("'+49 30 1")
    expect(statSync(join(folder, 'people.csv')).mode & 0o777).toBe(0o600)
    const { code, output, errors } = await runHere('plan', ...at, '--detailed-exitcode')
    expect([code, errors]).toEqual([0, ''])
    expect(output).toMatch(/^Plan for .*\n\nNothing to do: Slack has what the sources say\.\n$/)
  })

  it('--from-slack counts the rows, so that the next plan refuses a file that has lost most of them', async () => {
    const { folder, at } = await company()
    edit(join(folder, 'people.csv'), (text) => text.split('\n').slice(0, 11).join('\n'))
    const { code, errors } = await runHere('plan', ...at)
    expect([code, errors]).toEqual([3, expect.stringContaining('10 of 43 rows, below 80 %')])
  })

  it('--from-slack counts the rows, so that the next run refuses an empty file and asks Slack nothing', async () => {
    const { folder, at } = await company()
    edit(join(folder, 'people.csv'), (text) => `${text.split('\n')[0]}\n`)
    const before = slack.emulator.events.length
    const { code, errors } = await runHere('sync', ...at)
    expect([code, errors]).toEqual([3, expect.stringContaining('people: the source has 0 rows, 0 of 43')])
    expect(slack.emulator.events.length).toBe(before)
  })

  it('writes an example that check accepts, and overwrites nothing', async () => {
    const folder = join(temporary(), 'company')
    expect((await runHere('init', folder)).code).toBe(0)
    const config = join(folder, 'slack-scim.config.yaml')
    expect((await runHere('check', '--config', config)).output).toContain('1 person, 1 group: no problem.')
    const { code, errors } = await runHere('init', folder)
    expect([code, errors]).toEqual([1, expect.stringContaining('the file is there already')])
  })
})

describe('plan', () => {
  it.each([
    ['plan', '--out', 'people.csv'],
    ['plan', '--out', 'link.csv'],
    ['plan', '--out', 'slack-scim.config.yaml'],
    ['sync', '--report', 'groups.csv'],
  ])('%s refuses to write %s %s, which it reads', async (command, option, name) => {
    const { folder, at } = await company()
    symlinkSync(join(folder, 'people.csv'), join(folder, 'link.csv'))
    const before = readFileSync(join(folder, name), 'utf8')
    const { code, errors } = await runHere(command, ...at, option, join(folder, name))
    expect([code, errors]).toEqual([1, expect.stringContaining('reads this file: name another one')])
    expect(readFileSync(join(folder, name), 'utf8')).toBe(before)
  })

  it('shows changes, writes them where --out says, and show reads them back', async () => {
    const { folder, at } = await company()
    edit(join(folder, 'people.csv'), (text) => text.replace(/Engineer|Designer/, 'Chief'))
    const out = join(folder, 'plan.json')
    const { code, output } = await runHere('plan', ...at, '--detailed-exitcode', '--out', out)
    expect([code, output]).toEqual([2, expect.stringContaining('→ Chief')])
    expect(statSync(out).mode & 0o777).toBe(0o600)
    const digest = await planDigest(parsePlan(readFileSync(out, 'utf8')))
    expect(output).toContain(`--expect ${digest}`)
    for (const [format, part] of [
      ['text', '→ Chief'],
      ['markdown', digest],
      ['html', '<!doctype html>'],
      ['json', '"format": 1'],
    ] as const)
      expect((await runHere('show', out, '--format', format)).output).toContain(part)
    for (const more of [[], ['--json'], ['--format', 'markdown']]) {
      const redacted = await runHere('show', out, '--redact', ...more)
      expect(redacted.output).toContain(more[0] === '--json' ? digest : 'title')
      expect(redacted.output).not.toContain('Chief')
    }
    const whole = await runHere('show', out, '--redact', '--format', 'json')
    expect([whole.code, whole.output, whole.errors]).toEqual([1, '', expect.stringContaining('choose text')])
  })

  it('is empty again when the change is taken back, with the same digest', async () => {
    const { folder, at } = await company()
    const digestOf = async (): Promise<unknown> => {
      const { output } = await runHere('plan', ...at, '--json')
      return JSON.parse(output.trim().split('\n')[1] ?? '').digest
    }
    const before = await digestOf()
    const people = readFileSync(join(folder, 'people.csv'), 'utf8')
    leave(folder, 1)
    allowDeactivate(folder)
    expect(await digestOf()).not.toBe(before)
    writeFileSync(join(folder, 'people.csv'), people)
    expect(await digestOf()).toBe(before)
  })

  it('ends with 3 over a limit, and --allow lifts exactly that number', async () => {
    const { folder, at } = await company()
    allowDeactivate(folder)
    leave(folder, 5)
    const { code, output } = await runHere('plan', ...at)
    const planned = Number(/--allow deactivate=(\d+)/.exec(output)?.[1])
    expect([code, planned]).toEqual([3, expect.any(Number)])
    expect(planned).toBeGreaterThan(2)
    expect((await runHere('plan', ...at, '--allow', `deactivate=${planned - 1}`)).code).toBe(3)
    expect((await runHere('plan', ...at, '--allow', `deactivate=${planned}`)).code).toBe(0)
  })

  it('--only takes kinds and keys, and refuses other words', async () => {
    const { folder, at } = await company()
    allowDeactivate(folder)
    leave(folder, 2)
    edit(join(folder, 'people.csv'), (text) => text.replace(/Analyst|Recruiter|Engineer/, 'Chief'))
    const only = await runHere('plan', ...at, '--only', 'deactivate', '--json')
    const { plan } = JSON.parse(only.output.trim().split('\n')[1] ?? '')
    expect(plan.steps.map(({ kind }: { kind: string }) => kind)).not.toContain('updateUser')
    const { code, errors } = await runHere('plan', ...at, '--only', 'deactivat')
    expect([code, errors]).toEqual([1, expect.stringContaining('--only deactivat: no step has this kind')])
  })

  it('with an empty source ends with 3, and asks Slack nothing', async () => {
    const { folder, at } = await company()
    edit(join(folder, 'people.csv'), (text) => text.slice(0, text.indexOf('\n') + 1))
    edit(join(folder, 'groups.csv'), (text) => text.slice(0, text.indexOf('\n') + 1))
    const requests = slack.emulator.events.length
    const { code, output, errors } = await runHere('plan', ...at)
    expect([code, output, errors]).toEqual([3, '', expect.stringContaining('people')])
    expect(slack.emulator.events).toHaveLength(requests)
  })

  it('with the token of another organization ends with 5', async () => {
    const { folder, at } = await company()
    edit(join(folder, 'slack-scim.config.yaml'), (text) => text.replace('E0EMULATOR', 'E0OTHER'))
    const { code, output, errors } = await runHere('plan', ...at)
    expect([code, output, errors]).toEqual([5, '', expect.stringContaining('use a token of E0OTHER')])
  })

  it('deactivate plans for those whom a list names, and tells who is nobody', async () => {
    const { folder, at } = await company()
    allowDeactivate(folder)
    const list = join(folder, 'list.csv')
    writeFileSync(list, 'email\neve@x.test\n')
    const { code, output } = await runHere('plan', 'deactivate', '--from', list, ...at)
    expect([code, output]).toEqual([0, expect.stringContaining('- U0EVE0001')])
    expect(output).not.toContain('\u001b')
    writeFileSync(list, 'email\neve@x.test\nnobody@x.test\n')
    const bad = await runHere('plan', 'deactivate', '--from', list, ...at)
    expect([bad.code, bad.output, bad.errors]).toEqual([
      1,
      '',
      expect.stringContaining('list.csv:3: email: no account has it'),
    ])
    for (const [rows, problem] of [
      [
        'id,email\nU0EVE0001,eve@x.test\nU0OLD0001,eve@x.test\n',
        'list.csv:3: email: is that of another account',
      ],
      ['id,userName\nU0EVE0001,nobody\n', 'list.csv:2: userName: no account has it'],
      ['id,email\n,\n', 'list.csv:2: id, email: is empty'],
      ['id,id\nU0EVE0001,U0OLD0001\n', "list.csv:1: column 'id': stands twice: remove one"],
    ] as const) {
      writeFileSync(list, rows)
      const refused = await runHere('plan', 'deactivate', '--from', list, ...at)
      expect([refused.code, refused.output, refused.errors]).toEqual([
        1,
        '',
        expect.stringContaining(problem),
      ])
    }
    writeFileSync(list, 'id,email\nU0OLD0001,\n')
    edit(join(folder, 'slack-scim.config.yaml'), (text) => text.replace('allow: [', 'allow: [reactivate, '))
    const again = await runHere('plan', 'reactivate', '--from', list, ...at)
    expect([again.code, again.output]).toEqual([0, expect.stringMatching(/Reactivate 1[\s\S]*U0OLD0001/)])
  })
})

describe('explain', () => {
  it.each(['U0EVE0001', 'eve@x.test', '@eve'])('finds %s and says what is done', async (who) => {
    const { at } = await company()
    const { code, output } = await runHere('explain', who, ...at)
    expect([code, output]).toEqual([0, expect.stringMatching(/situation +linked, by link/)])
    expect(output).toContain('none: nothing is to be done')
  })

  it('says why somebody is held, and what would free them', async () => {
    const { folder, at } = await company()
    edit(join(folder, 'people.csv'), (text) => text.replace('U0EVE0001,true', 'U0EVE0001,false'))
    const { output } = await runHere('explain', 'eve@x.test', ...at)
    expect(output).toMatch(/held +not-allowed: .*Fix: add deactivate to policy\.allow/)
    expect((await runHere('explain', 'nobody@x.test', ...at)).code).toBe(1)
  })
})

describe('audit', () => {
  it('lists who is held, and ends with 2 if asked to', async () => {
    const { folder, at } = await company()
    leave(folder, 2)
    const { code, output } = await runHere('audit', ...at, '--detailed-exitcode')
    expect([code, output]).toEqual([2, expect.stringMatching(/not-allowed[\s\S]*2 rows held/)])
    const { output: lines } = await runHere('audit', ...at, '--json')
    expect(
      lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).type),
    ).toEqual(['version', 'held', 'held', 'audit'])
  })
})

describe('doctor', () => {
  it('finds everything right', async () => {
    const { at } = await company()
    const { code, output } = await runHere('doctor', ...at)
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/^ok .*configuration[\s\S]*ok +organization +E0EMULATOR/),
    ])
    expect(output).not.toContain('BAD')
  })

  it('ends with 1 for another organization', async () => {
    const { folder, at } = await company()
    edit(join(folder, 'slack-scim.config.yaml'), (text) => text.replace('E0EMULATOR', 'E0OTHER'))
    const { code, output } = await runHere('doctor', ...at)
    expect([code, output]).toEqual([1, expect.stringContaining('BAD   organization    E0EMULATOR')])
  })
})
