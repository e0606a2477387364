import { describe, expect, it } from 'vitest'
import { SCIM2Client, type User, type UserAttributes } from '../../src/index.ts'
import { asPartial, changesFor } from '../../src/tasks/changes.ts'
import { visibleWish } from '../../src/tasks/skipped.ts'

const { dialect } = new SCIM2Client('xoxp-1')
const account = {
  id: 'U1',
  userName: 'jo',
  nickName: 'jo',
  displayName: 'Jo',
  active: true,
  emails: [{ value: 'jo@example.com', primary: true }],
} as unknown as User
/** Slack answers guests without `phoneNumbers`. */
const guest = { ...account, [dialect.urns.guest]: { type: 'multi' } } as User

describe('the changes of an account', () => {
  it('hold both of the names that are one in Slack, and what is cleared by name', () => {
    const found = { written: { userName: 'joanna', title: 'Cook' }, cleared: ['nickName'] }
    expect(asPartial(found)).toEqual({
      userName: 'joanna',
      nickName: 'joanna',
      title: 'Cook',
      meta: { attributes: ['nickName'] },
    })
    expect(asPartial({ written: { title: 'Cook' }, cleared: [] })).toEqual({ title: 'Cook' })
    expect(changesFor(dialect, account, { userName: 'joanna' })).toEqual({
      userName: 'joanna',
      nickName: 'joanna',
    })
  })
})

// biome-ignore format: a table, one row a line
describe('the wish for a guest whom a read shows in a short form', () => {
  it.each<[string, object, object, readonly string[]]>([
    ['hides what only the full form has', { title: 'Cook', locale: 'fr_FR' }, { title: 'Cook' }, ['locale']],
    ['hides parts of the name', { name: { givenName: 'Jo', honorificPrefix: 'Dr' } }, { name: { givenName: 'Jo' } }, ['name.honorificPrefix']],
    ['looks into the name alone', { profile2: { honorificPrefix: 'Dr' } }, { profile2: { honorificPrefix: 'Dr' } }, []],
    ['leaves a name that is no object alone', { name: null }, { name: null }, []],
    ['knows no unknown attribute', { titel: 'Cook' }, { titel: 'Cook' }, []],
    ['hides nothing that is not wished for', { locale: undefined, roles: [] }, {}, []],
    ['hides what is to be cleared', { locale: null, roles: [{ value: 'chief' }] }, {}, ['locale', 'roles']],
  ])('%s', (_, wanted, wish, hidden) => {
    expect(visibleWish(dialect, guest, wanted as UserAttributes)).toEqual({ wish, hidden })
  })

  it('is whole for members, for a guest in the full form and for one who becomes a member', () => {
    const wanted = { locale: 'fr_FR' }
    const isWhole = { wish: wanted, hidden: [] }
    expect(visibleWish(dialect, account, wanted)).toEqual(isWhole)
    expect(visibleWish(dialect, { ...guest, phoneNumbers: [] } as User, wanted)).toEqual(isWhole)
    const leaving = { ...wanted, [dialect.urns.guest]: null } as UserAttributes
    expect(visibleWish(dialect, guest, leaving)).toEqual({ wish: leaving, hidden: [] })
  })
})
