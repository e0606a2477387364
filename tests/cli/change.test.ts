import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { emulatedCompany, type Initialized, initialize, writesOf } from './initialized.ts'
import { runHere } from './run.ts'

const slack = emulatedCompany(40, {
  assumptions: { 'deactivation-visibility': 'at-once' },
  seed: {
    users: [
      { userName: 'eve', id: 'U0EVE0001', email: 'eve@x.test', title: 'Engineer', primaryPhone: '+49 30 1' },
      { userName: 'max', id: 'U0MAX0001', email: 'max@x.test' },
      { userName: 'kim', id: 'U0KIM0001', email: 'kim@x.test' },
      { userName: 'hal', id: 'U0BOT0001', kind: 'bot', email: 'hal@slack-bots.com' },
      { userName: 'old', id: 'U0OLD0001', email: 'old@x.test', active: false },
      { userName: 'olga', id: 'U0OWN0001', email: 'olga@x.test', rank: 'owner' },
    ],
    groups: [
      { id: 'S0BOTS0001', displayName: 'robots', members: ['eve', 'max', 'kim', 'hal'] },
      { id: 'S0CREW0001', displayName: 'crew', members: ['eve', 'max', 'kim', 'olga'] },
    ],
  },
})

let company: Initialized
beforeEach(async () => {
  slack.emulator.reset()
  company = await initialize(slack)
})

const userOf = (id: string) => slack.emulator.state.users.find((user) => user.id === id)
const membersOf = async (group: string): Promise<string[]> => {
  const { output } = await runHere('groups', 'get', group, '--json', ...slack.at)
  const { members = [] } = JSON.parse(output.trim().split('\n')[1] ?? '').group
  return members.map(({ value }: { value: string }) => value).sort()
}

describe('users', () => {
  it('update changes one account by one request, and --clear clears', async () => {
    const args = ['users', 'update', 'eve@x.test', '--set', 'title=Chief', '--clear', 'phone', '--yes']
    const refused = await company.run(...args, '--quiet')
    expect([refused.code, refused.errors]).toEqual([
      3,
      'error: eve: the policy does not allow clear: add clear to policy.allow. Nothing was sent\n',
    ])
    company.allow('clear')
    const { code, output } = await company.run(...args, '--quiet')
    expect([code, output]).toEqual([0, expect.stringContaining('updateUser    1 of 1 done')])
    expect(writesOf(slack)).toBe(1)
    expect(userOf('U0EVE0001')).toMatchObject({ title: 'Chief' })
    expect((await runHere('users', 'get', 'U0EVE0001', ...slack.at)).output).not.toContain('phone')
    expect((await company.run(...args)).output).toBe('Nothing to do.\n')
  })

  it('update takes a manager by address', async () => {
    const args = ['users', 'update', '@eve', '--set', 'manager=max@x.test', '--yes', '--quiet']
    expect((await company.run(...args)).code).toBe(0)
    expect((await runHere('users', 'get', '@eve', ...slack.at)).output).toMatch(/manager +U0MAX0001/)
  })

  it('create makes an account, and no other for an address that is taken', async () => {
    const set = ['--set', 'userName=mia', '--set', 'email=mia@x.test', '--set', 'title=Designer']
    const { code, output } = await company.run('users', 'create', ...set, '--yes', '--quiet')
    expect([code, output]).toEqual([0, expect.stringContaining('createUser    1 of 1 done')])
    expect(slack.emulator.state.user('mia')).toMatchObject({ title: 'Designer', active: true })
    const again = await company.run('users', 'create', ...set, '--yes')
    expect([again.code, again.errors]).toEqual([1, expect.stringContaining('has this email or userName')])
    expect(writesOf(slack)).toBe(1)
  })

  it('deactivate and reactivate need the action in the policy, and --yes without a terminal', async () => {
    const off = ['users', 'deactivate', 'U0MAX0001', '--quiet']
    const refused = await company.run(...off, '--yes')
    expect([refused.code, refused.errors]).toEqual([
      3,
      expect.stringContaining('add deactivate to policy.allow'),
    ])
    company.allow('deactivate', 'reactivate')
    const asked = await company.run(...off)
    expect([asked.code, asked.errors]).toEqual([
      1,
      'error: without a terminal, a change needs --yes: nothing was sent\n',
    ])
    expect((await company.run(...off, '--yes')).code).toBe(0)
    expect(userOf('U0MAX0001')?.active).toBe(false)
    expect((await company.run('users', 'reactivate', 'max@x.test', '--yes', '--quiet')).code).toBe(0)
    expect(userOf('U0MAX0001')?.active).toBe(true)
  })

  it('deactivate is refused for an owner, and for one more than the limit of all people', async () => {
    company.allow('deactivate')
    const owner = await company.run('users', 'deactivate', 'U0OWN0001', '--yes', '--quiet')
    expect([owner.code, owner.errors]).toEqual([3, expect.stringContaining('do it by hand in Slack')])
    for (const [at, who] of ['U0EVE0001', 'U0MAX0001', 'U0KIM0001'].entries()) {
      const { code, errors } = await company.run('users', 'deactivate', who, '--yes', '--quiet')
      expect(code).toBe(at < 2 ? 0 : 3)
      if (at === 2) expect(errors).toMatch(/2 done \+ 1 planned > 2 in 24 h, of \d\d people/)
    }
    expect(userOf('U0KIM0001')?.active).toBe(true)
  })

  it('names what is mistyped, before anything is sent', async () => {
    const cases: [string[], string][] = [
      [['users', 'update', '@eve', '--set', 'titel=x'], 'no attribute titel; did you mean title?'],
      [['users', 'update', '@eve', '--set', 'title'], 'Write it as name=value'],
      [['users', 'update', '@eve', '--set', 'timezone=Berlin', '--yes'], 'is no time zone'],
      [['users', 'update', '@nobody', '--set', 'title=x', '--yes'], "address or userName '@nobody'"],
      [['users', 'update', 'U0OLD0001', '--set', 'title=x', '--yes'], 'is deactivated'],
      [['users', 'deactivate', '@eve', '--ye'], 'Did you mean --yes?'],
    ]
    for (const [args, message] of cases) {
      const { code, errors } = await company.run(...args)
      expect([code, errors]).toEqual([1, expect.stringContaining(message)])
    }
    expect(writesOf(slack)).toBe(0)
  })
})

describe('groups', () => {
  it('members add and remove change those that are named, and nobody else', async () => {
    const add = ['groups', 'members', 'add', 'crew', '@old', 'eve@x.test', '--yes', '--quiet']
    expect((await company.run(...add)).output).toBe('Nothing to do.\n')
    company.allow('removeMembers')
    const remove = ['groups', 'members', 'remove', 'crew', '@eve', '--yes', '--quiet']
    expect((await company.run(...remove)).code).toBe(0)
    expect(await membersOf('crew')).toEqual(['U0KIM0001', 'U0MAX0001', 'U0OWN0001'])
    expect((await company.run(...add)).code).toBe(0)
    expect(await membersOf('crew')).toEqual(['U0EVE0001', 'U0KIM0001', 'U0MAX0001', 'U0OWN0001'])
    const stranger = await company.run('groups', 'members', 'remove', 'crew', '@old', '--yes')
    expect([stranger.code, stranger.errors]).toEqual([1, expect.stringContaining('is no member of crew')])
  })

  it('members remove leaves the bots of a group alone', async () => {
    company.allow('removeMembers')
    const { code, errors } = await company.run(
      'groups',
      'members',
      'remove',
      'robots',
      '@eve',
      '--yes',
      '--quiet',
    )
    expect([code, errors]).toEqual([0, ''])
    expect(await membersOf('robots')).toEqual(['U0BOT0001', 'U0KIM0001', 'U0MAX0001'])
  })

  it('create and rename, and refuse a name that is taken', async () => {
    const create = [
      'groups',
      'create',
      'pilots',
      '--member',
      '@eve',
      '--member',
      'max@x.test',
      '--yes',
      '--quiet',
    ]
    expect((await company.run(...create)).code).toBe(0)
    expect(await membersOf('pilots')).toEqual(['U0EVE0001', 'U0MAX0001'])
    const again = await company.run(...create)
    expect([again.code, again.errors]).toEqual([1, expect.stringContaining("has the name 'pilots'")])
    company.allow('renameGroup')
    const shouted = await company.run(...create.map((word) => (word === 'pilots' ? 'PILOTS' : word)))
    expect([shouted.code, shouted.errors]).toEqual([1, expect.stringContaining("has the name 'pilots'")])
    const renamed = await company.run('groups', 'rename', 'pilots', 'captains', '--yes', '--quiet')
    expect([renamed.code, renamed.errors]).toEqual([0, ''])
    expect(await membersOf('captains')).toHaveLength(2)
    const typo = await company.run('groups', 'rename', 'captain', 'x', '--yes')
    expect([typo.code, typo.errors]).toEqual([1, expect.stringContaining('did you mean captains?')])
  })
})

describe('links', () => {
  it('stay as they are after a change and after a list, so that the next plan is the same', async () => {
    company.allow('deactivate', 'reactivate')
    const list = join(company.folder, 'list.csv')
    const file = join(company.folder, 'plan.json')
    writeFileSync(list, 'email\nmax@x.test\n')
    await company.run('plan', 'deactivate', '--from', list, '--out', file, '--quiet')
    expect((await company.run('apply', file, '--yes', '--quiet')).code).toBe(1)
    const plan = await runHere('show', file)
    const [, digest = ''] = /^Digest (\w+)$/m.exec(plan.output) ?? []
    expect((await company.run('apply', file, '--expect', digest, '--quiet')).code).toBe(0)
    expect(
      (await company.run('users', 'update', '@eve', '--set', 'timezone=Asia/Tokyo', '--yes', '--quiet')).code,
    ).toBe(0)
    const explained = await company.run('explain', 'U0MAX0001')
    expect(explained.output).toMatch(/situation +linked/)
    const next = await company.run('plan', '--quiet')
    expect(next.output).toContain('U0MAX0001')
    expect(next.output).toContain('Reactivate 1')
  })
})
