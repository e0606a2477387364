import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import { CORE, open, patchOp } from './caller.ts'

const seed: Seed = {
  users: [{ userName: 'jo' }, { userName: 'amy' }, { userName: 'robot', kind: 'bot' }],
  groups: [{ displayName: 'Team', members: ['amy'] }],
}

/** What a PATCH leaves behind that is refused, and whether that was assumed. */
async function refused(body: object, path: (id: (name: string) => string) => string, assumptions = {}) {
  const { call, emulator, groupId, id } = open({ seed, assumptions })
  const { status } = await call(
    'PATCH',
    path((name) => (name === 'Team' ? groupId(name) : id(name))),
    body,
  )
  const { state } = emulator
  const [group] = state.groups
  const jo = state.user('jo')
  return {
    status,
    jo: [jo?.title, jo?.primaryEmail],
    group: [group?.displayName, ...(group?.members ?? []).map((member) => state.user(member)?.userName)],
    assumed: emulator.assumptions().some(({ name }) => name === 'failed-patch'),
  }
}
const user1 = (body: object, assumptions = {}) =>
  refused({ schemas: [CORE], ...body }, (id) => `v1/Users/${id('jo')}`, assumptions)
const user2 = (operations: object[], assumptions = {}) =>
  refused(patchOp(...operations), (id) => `v2/Users/${id('jo')}`, assumptions)
const group1 = (body: object, assumptions = {}) =>
  refused({ schemas: [CORE], ...body }, (id) => `v1/Groups/${id('Team')}`, assumptions)
const group2 = (operations: object[], assumptions = {}) =>
  refused(patchOp(...operations), (id) => `v2/Groups/${id('Team')}`, assumptions)

const before = { jo: ['', 'jo@example.com'], group: ['Team', 'amy'] }
const titled = { ...before, jo: ['Half', 'jo@example.com'], assumed: true }
const title = { op: 'replace', path: 'title', value: 'Half' }
const taken = { emails: [{ value: 'amy@example.com', primary: true }] }
const id = (name: string) => open({ seed }).id(name)

describe('a PATCH of a user that is refused', () => {
  it('keeps the parts before a failed one unless failed-patch changes nothing', async () => {
    const patch = { title: 'Half', password: 'x' }
    expect(await user1(patch)).toEqual({ ...titled, status: 400 })
    const atomic = await user1(patch, { 'failed-patch': 'changes-nothing' })
    expect(atomic).toEqual({ ...before, assumed: true, status: 400 })
  })

  it('keeps the parts before a conflicting userName or email', async () => {
    const name = { op: 'replace', path: 'userName', value: 'amy' }
    const later = { op: 'replace', path: 'title', value: 'Later' }
    expect(await user2([title, name])).toEqual({ ...titled, status: 409 })
    expect(await user2([title, name, later])).toEqual({ ...titled, status: 409 })
    expect(await user1({ title: 'Half', ...taken })).toEqual({ ...titled, status: 409 })
    expect(await user1({ title: 'Half', ...taken }, { 'failed-patch': 'changes-nothing' })).toEqual({
      ...before,
      assumed: true,
      status: 409,
    })
  })

  it('keeps nothing and counts no assumption when no earlier part changed anything', async () => {
    expect(await user1({ ...taken, title: 'Half' })).toEqual({ ...before, assumed: false, status: 409 })
    expect(await user1({ title: '', ...taken })).toEqual({ ...before, assumed: false, status: 409 })
  })

  it('keeps no part that would be refused by itself', async () => {
    const { call, emulator, id: idOf } = open({ seed })
    const body = { schemas: [CORE], title: 'Half', active: false }
    expect((await call('PATCH', `v1/Users/${idOf('robot')}`, body)).status).toBe(403)
    expect(emulator.state.user('robot')?.title).toBe('')
  })
})

describe('a PATCH of a group that is refused', () => {
  const joined = { ...before, group: ['Team', 'amy', 'jo'], assumed: true }

  it('keeps the group operations before an unknown or failed one', async () => {
    const add = { op: 'add', path: 'members', value: [{ value: id('jo') }] }
    const unknown = { op: 'add', path: 'members', value: [{ value: 'U0NOBODY' }] }
    expect(await group2([add, { op: 'remove', path: 'displayName' }])).toEqual({ ...joined, status: 400 })
    expect(await group2([add, unknown])).toEqual({ ...joined, status: 404 })
    expect(await group2([add, unknown], { 'failed-patch': 'changes-nothing' })).toEqual({
      ...before,
      assumed: true,
      status: 404,
    })
    const again = { op: 'add', path: 'members', value: [{ value: id('amy') }] }
    expect(await group2([again, unknown])).toEqual({ ...before, assumed: false, status: 404 })
  })

  it('keeps the displayName and no members when members fail on 1.1', async () => {
    const members = [{ value: id('jo') }, { value: 'U0NOBODY' }]
    const renamed = { ...before, group: ['Crew', 'amy'], assumed: true }
    expect(await group1({ displayName: 'Crew', members })).toEqual({ ...renamed, status: 404 })
    expect(await group1({ displayName: 7, members })).toEqual({ ...before, assumed: false, status: 400 })
  })
})
