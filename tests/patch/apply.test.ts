import { describe, expect, it, test } from 'vitest'
import {
  add,
  applyPatch,
  type PatchOperation,
  patchOp,
  remove,
  replace,
  SCIMPatchError,
} from '../../src/patch/index.ts'
import { thrown } from '../support/thrown.ts'
import { assigned } from './assigned.ts'

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User'
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const ENTERPRISE_1_1 = 'urn:scim:schemas:extension:enterprise:1.0'

const jo = {
  id: 'U1',
  title: 'Cook',
  name: { givenName: 'Jo', familyName: 'Park' },
  emails: [
    { value: 'jo@example.com', type: 'work', primary: true },
    { value: 'jo@home.example', type: 'home' },
  ],
  roles: ['a', 'b'],
  [ENTERPRISE]: { department: 'Kitchen', costCenter: '7', manager: { managerId: 'U2' } },
}

function changed(...operations: readonly PatchOperation[]): unknown {
  const after = applyPatch<Record<string, unknown>>(jo, patchOp(...operations))
  const names = Object.keys({ ...jo, ...after }) as (keyof typeof jo)[]
  return Object.fromEntries(
    names.filter((name) => jo[name] !== after[name]).map((name) => [name, assigned(after[name])]),
  )
}

describe('applyPatch with operations', () => {
  test.each<[PatchOperation, unknown]>([
    // Paths (RFC 7644 3.5.2, figure 7), in any case.
    [replace('TITLE', 'Chef'), { title: 'Chef' }],
    [replace('Name.GIVENNAME', 'J'), { name: { givenName: 'J', familyName: 'Park' } }],
    [replace(`${CORE}:title`, 'Chef'), { title: 'Chef' }],
    [replace(CORE, { title: 'Chef' }), { title: 'Chef' }],
    [
      replace(`${CORE}:emails[type eq "home"].value`, 'x'),
      { emails: [jo.emails[0], { value: 'x', type: 'home' }] },
    ],
    [add(`${ENTERPRISE}:division`, 'D'), { [ENTERPRISE]: { ...jo[ENTERPRISE], division: 'D' } }],
    [
      replace(`${ENTERPRISE.toUpperCase()}:department`, 'D'),
      { [ENTERPRISE]: { ...jo[ENTERPRISE], department: 'D' } },
    ],
    [replace(ENTERPRISE, { department: 'D' }), { [ENTERPRISE]: { ...jo[ENTERPRISE], department: 'D' } }],
    [remove(`${ENTERPRISE}:manager.managerId`), { [ENTERPRISE]: { department: 'Kitchen', costCenter: '7' } }],
    // Slack's dot after a URN.
    [remove(`${ENTERPRISE}.manager.managerId`), { [ENTERPRISE]: { department: 'Kitchen', costCenter: '7' } }],
    [replace(`${ENTERPRISE}.department`, 'D'), { [ENTERPRISE]: { ...jo[ENTERPRISE], department: 'D' } }],
    [remove(ENTERPRISE), { [ENTERPRISE]: undefined }],
    [add(`${ENTERPRISE_1_1}.department`, 'D'), { [ENTERPRISE_1_1]: { department: 'D' } }],
    [add(`${ENTERPRISE_1_1}:department`, 'D'), { [ENTERPRISE_1_1]: { department: 'D' } }],
    [add('urn:acme:extension:x:y', 1), { 'urn:acme:extension:x': { y: 1 } }],
    // Values.
    [replace('name', { givenName: 'J' }), { name: { givenName: 'J', familyName: 'Park' } }],
    [add('roles', 'c'), { roles: ['a', 'b', 'c'] }],
    [add('roles', ['b', 'c']), { roles: ['a', 'b', 'c'] }],
    [replace('roles', 'c'), { roles: ['c'] }],
    [replace('emails.type', 'x'), { emails: jo.emails.map((email) => ({ ...email, type: 'x' })) }],
    [remove('emails.type'), { emails: jo.emails.map(({ type: _, ...email }) => email) }],
    [remove('emails[value ew "example" and not (primary eq true)]'), { emails: [jo.emails[0]] }],
    [remove('emails[value pr]'), { emails: undefined }],
    [remove('roles[value eq "a"]'), { roles: ['b'] }],
    [replace('emails[type eq "work"]', { value: 'x' }), { emails: [{ value: 'x' }, jo.emails[1]] }],
    [
      add('emails[type eq "home"]', { display: 'Home' }),
      { emails: [jo.emails[0], { ...jo.emails[1], display: 'Home' }] },
    ],
    [
      add('emails', { value: 'new', primary: true }),
      { emails: [{ ...jo.emails[0], primary: false }, jo.emails[1], { value: 'new', primary: true }] },
    ],
    // A value occurs once (RFC 7643 2.4), also when its `primary` changes.
    [
      add('emails', [
        { value: 'jo@home.example', primary: true },
        { value: 'jo@example.com', primary: false },
      ]),
      {
        emails: [
          { ...jo.emails[0], primary: false },
          { ...jo.emails[1], primary: true },
        ],
      },
    ],
    [
      add('emails', { value: 'jo@home.example', type: 'other' }),
      { emails: [...jo.emails, { value: 'jo@home.example', type: 'other' }] },
    ],
    [remove('name.givenName'), { name: { familyName: 'Park' } }],
    [remove('ims[value eq "x"]'), {}],
    [replace('title', null), { title: undefined }],
    [add('nickName', { a: { b: [1] } }), { nickName: { a: { b: [1] } } }],
    // Attributes without a path.
    [
      { op: 'add', value: { 'name.givenName': 'J', title: 'Chef' } },
      { title: 'Chef', name: { givenName: 'J', familyName: 'Park' } },
    ],
    [
      { op: 'replace', value: { 'emails[type eq "home"].value': 'x' } },
      { emails: [jo.emails[0], { value: 'x', type: 'home' }] },
    ],
    // A read-only attribute may be set to the value that it has.
    [replace('id', 'U1'), {}],
    [{ op: 'replace', value: { id: 'U1', title: 'Chef' } }, { title: 'Chef' }],
  ])('applies %j', (operation, expected) => {
    expect(changed(operation)).toEqual(expected)
  })

  test.each<[PatchOperation | unknown, string, string?]>([
    [remove('emails[type eq'), 'invalidPath'],
    [remove('name..givenName'), 'invalidPath'],
    [remove('name.'), 'invalidPath'],
    [remove('.name'), 'invalidPath'],
    [remove('a.b.c'), 'invalidPath'],
    [remove('emails]'), 'invalidPath'],
    [remove('[type eq "x"]'), 'invalidPath'],
    [remove('ti tle'), 'invalidPath'],
    [{ op: 'remove', path: 5 }, 'invalidPath', ''],
    [{ op: ['add'], path: 'title', value: 'x' }, 'invalidSyntax'],
    [remove('emails[]'), 'invalidFilter'],
    [remove('emails[type eq work]'), 'invalidFilter'],
    [remove('members[value eq U1]'), 'invalidFilter'],
    [remove('emails[primary gt true]'), 'invalidFilter'],
    [remove('emails[a[b eq 1]]'), 'invalidFilter'],
    [remove('emails[a eq 1] or b[c eq 1]'), 'invalidPath'],
    [replace('emails[type eq "x"]', {}), 'noTarget'],
    [replace('phones[type eq "x"].value', 'x'), 'noTarget'],
    [{ op: 'remove' }, 'noTarget', ''],
    [remove(CORE), 'noTarget'],
    [{ op: 'add', path: 'title' }, 'invalidValue'],
    [{ op: 'replace' }, 'invalidValue', ''],
    [{ op: 'replace', value: 'x' }, 'invalidValue', ''],
    [replace(CORE, []), 'invalidValue'],
    [replace('id', 'U2'), 'mutability'],
    [remove('ID'), 'mutability'],
    [add('meta.created', 'x'), 'mutability'],
    [{ op: 'move', path: 'title' }, 'invalidSyntax'],
    [{ path: 'title' }, 'invalidSyntax'],
    [null, 'invalidSyntax', ''],
    ['remove', 'invalidSyntax', ''],
  ])('rejects %j with %s', (operation, scimType, path) => {
    const before = structuredClone(jo)
    const patch = { Operations: [replace('title', 'Chef'), operation] }
    expect(thrown(SCIMPatchError, () => applyPatch(jo, patch))).toMatchObject({
      name: 'SCIMPatchError',
      code: 'bad_patch',
      scimType,
      operation: 1,
      path: path ?? (operation as { path: string }).path,
    })
    expect(jo).toEqual(before)
  })

  test.each([[{ Operations: [] }], [{ Operations: {} }], [{ Operations: null }], [null], ['x'], [[]]])(
    'rejects %j as a patch',
    (patch) => {
      expect(thrown(SCIMPatchError, () => applyPatch(jo, patch as never)).scimType).toBe('invalidSyntax')
    },
  )

  it('rejects a PatchOp without Operations instead of reading it as a partial resource', () => {
    const { schemas } = patchOp()
    expect(thrown(SCIMPatchError, () => applyPatch(jo, { schemas })).scimType).toBe('invalidSyntax')
  })

  it('names the path, the operation and the reason in the error', () => {
    const error = thrown(SCIMPatchError, () =>
      applyPatch(jo, patchOp(replace('emails[type eq "x"].value', 'y'))),
    )
    expect(error.message).toBe(
      'Cannot patch emails[type eq "x"].value (operation 0): no value matches the filter',
    )
    const { cause } = thrown(SCIMPatchError, () => applyPatch(jo, patchOp(remove('emails[type eq work]'))))
    expect(cause).toMatchObject({ name: 'SCIMFilterError', position: 15 })
  })

  it('leaves no attribute that is undefined', () => {
    const before = { title: 'Cook', nickName: 'jo' }
    expect(applyPatch<object>(before, patchOp(remove('title')))).toStrictEqual({ nickName: 'jo' })
    expect(applyPatch<object>(before, { title: ' ' })).toStrictEqual({ nickName: 'jo' })
  })

  it('takes two spellings of a name for one attribute', () => {
    const patch = { Operations: [{ op: 'add', value: { Title: 'Cook', TITLE: 'Chef' } }] }
    expect(applyPatch({}, patch)).toStrictEqual({ Title: 'Chef' })
  })

  it('adds the URN of an added extension to schemas', () => {
    const before = { schemas: [CORE] }
    expect(applyPatch(before, patchOp(add(`${ENTERPRISE}:department`, 'D')))).toEqual({
      schemas: [CORE, ENTERPRISE],
      [ENTERPRISE]: { department: 'D' },
    })
    expect(before).toEqual({ schemas: [CORE] })
  })

  it('shares unchanged attributes with the original resource', () => {
    const after = applyPatch(
      jo,
      patchOp(replace('emails[type eq "home"].value', 'x'), replace('name.givenName', 'J')),
    )
    expect(after.emails[0]).toBe(jo.emails[0])
    expect(after[ENTERPRISE]).toBe(jo[ENTERPRISE])
    expect(after.roles).toBe(jo.roles)
  })
})

describe('applyPatch with a partial resource', () => {
  test.each<[object, object]>([
    [{ TITLE: 'Chef' }, { title: 'Chef' }],
    [{ title: null }, { title: null }],
    // On Slack, one space clears an attribute, a sub-attribute, and a sub-attribute of an absent attribute.
    [{ title: ' ' }, { title: undefined }],
    [{ name: { givenName: ' ', familyName: 'P' } }, { name: { familyName: 'P' } }],
    [
      { [ENTERPRISE]: { department: ' ' } },
      { [ENTERPRISE]: { costCenter: '7', manager: { managerId: 'U2' } } },
    ],
    [{ [ENTERPRISE_1_1]: { department: ' ', division: 'D' } }, { [ENTERPRISE_1_1]: { division: 'D' } }],
    [{ title: '  ' }, { title: '  ' }],
    [{ name: { givenName: 'J' } }, { name: { givenName: 'J', familyName: 'Park' } }],
    [
      { emails: [{ value: 'jo@home.example', display: 'H' }] },
      { emails: [jo.emails[0], { ...jo.emails[1], display: 'H' }] },
    ],
    [{ emails: [{ value: 'jo@example.com', operation: 'delete' }] }, { emails: [jo.emails[1]] }],
    [{ emails: { value: 'x' } }, { emails: [...jo.emails, { value: 'x' }] }],
    [{ emails: [{ type: 'home', operation: 'delete' }] }, { emails: [jo.emails[0]] }],
    [{ roles: ['b', 'c'] }, { roles: ['a', 'b', 'c'] }],
    [{ roles: [{ value: 'a', operation: 'delete' }] }, { roles: ['b'] }],
    [
      { phoneNumbers: [{ value: '1' }, { value: '2', operation: 'delete' }] },
      { phoneNumbers: [{ value: '1' }] },
    ],
    [{ id: 'U9', META: { location: 'x' } }, {}],
    [{ Id: 'U9', meta: 'x' }, {}],
    [
      { meta: { attributes: ['title', 'name.givenName', 'absent'] } },
      { title: undefined, name: { familyName: 'Park' } },
    ],
    [
      { meta: { attributes: [`${ENTERPRISE}.department`] } },
      { [ENTERPRISE]: { costCenter: '7', manager: { managerId: 'U2' } } },
    ],
    [{ meta: { attributes: 'title' }, title: 'Chef' }, { title: 'Chef' }],
  ])('merges %j', (partial, expected) => {
    expect(applyPatch(jo, partial)).toEqual({ ...jo, ...expected })
  })

  it('rejects a read-only attribute to clear', () => {
    for (const name of ['id', 'ID']) {
      const error = thrown(SCIMPatchError, () => applyPatch(jo, { meta: { attributes: [name] } }))
      expect(error).toMatchObject({ scimType: 'mutability', path: name })
    }
  })

  it('names the malformed path of meta.attributes in the error', () => {
    const error = thrown(SCIMPatchError, () => applyPatch(jo, { meta: { attributes: ['name..x'] } }))
    expect(error).toMatchObject({ scimType: 'invalidPath', path: 'name..x', operation: undefined })
    expect(error.message).toBe('Cannot patch name..x: the path is malformed')
  })
})
