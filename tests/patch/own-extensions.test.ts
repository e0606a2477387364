import { describe, expect, it } from 'vitest'
import { add, applyPatch, patchOp, replace, SCIMPatchError } from '../../src/patch/index.ts'

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** URNs of extensions that follow neither Slack's form nor that of RFC 7643. */
const OWN = [
  'urn:okta:acme_app:1.0:user:custom',
  'urn:ietf:params:scim:schemas:extension:foo:1.0:User',
  'urn:acme:scim:people',
  'urn:acme:extension:shirts',
  'urn:acme:core:people',
]

describe.each(OWN)('applyPatch with the extension %s', (urn) => {
  it('keeps the whole URN in a value without a path', () => {
    const patch = { Operations: [{ op: 'add', value: { [urn]: { size: 'L' } } }] }
    expect(applyPatch({}, patch)).toEqual({ [urn]: { size: 'L' } })
  })

  it('keeps the whole URN as a path', () => {
    expect(applyPatch({}, patchOp(add(urn, { size: 'L' })))).toEqual({ [urn]: { size: 'L' } })
  })

  it('keeps the whole URN before a colon or a dot', () => {
    for (const separator of [':', '.']) {
      const before = { [urn]: { size: 'L', color: 'red' } }
      expect(applyPatch(before, patchOp(replace(`${urn}${separator}size`, 'M')))).toEqual({
        [urn]: { size: 'M', color: 'red' },
      })
    }
    expect(applyPatch({}, patchOp(add(`${urn}:size`, 'M')))).toEqual({ [urn]: { size: 'M' } })
  })
})

describe('applyPatch with a path below a URN', () => {
  it.each([
    ['urn:scim:schemas:extension:enterprise:1.0.manager', 'urn:scim:schemas:extension:enterprise:1.0'],
    [`${ENTERPRISE}:manager`, ENTERPRISE],
    ['urn:acme:thing:2.10:User:manager', 'urn:acme:thing:2.10:User'],
  ])('puts the value of %s into the extension', (path, urn) => {
    expect(applyPatch({}, patchOp(add(path, { value: 'U1' })))).toEqual({
      [urn]: { manager: { value: 'U1' } },
    })
  })

  it.each(['urn:acme:thing:1.10', 'urn:acme:thing:2.10:User'])('ends %s with its whole version', (urn) => {
    for (const separator of [':', '.'])
      expect(applyPatch({}, patchOp(add(`${urn}${separator}size`, 'L')))).toEqual({ [urn]: { size: 'L' } })
  })

  it('makes no list of an attribute that is one only in the core schema', () => {
    const after = applyPatch({}, patchOp(add(`${ENTERPRISE}:emails`, { value: 'x' })))
    expect(after).toEqual({ [ENTERPRISE]: { emails: { value: 'x' } } })
  })

  it('takes the URN of a core schema for a name in a value without a path', () => {
    const user = 'urn:ietf:params:scim:schemas:core:2.0:User'
    const patch = { Operations: [{ op: 'add', value: { [user]: { title: 'Cook' } } }] }
    expect(applyPatch({ title: 'Chef' }, patch)).toEqual({ title: 'Chef', [user]: { title: 'Cook' } })
  })

  it('takes the longest URN that the resource has', () => {
    const [short, long] = [{ 'urn:acme:a': { 'b:size': 'S' } }, { 'urn:acme:a:b': { size: 'S' } }]
    for (const before of [
      { ...short, ...long },
      { ...long, ...short },
    ]) {
      expect(applyPatch(before, patchOp(replace('urn:acme:a:b:size', 'M')))).toEqual({
        ...short,
        'urn:acme:a:b': { size: 'M' },
      })
    }
  })

  it('refuses what only contains a URN', () => {
    expect(() => applyPatch({}, patchOp(add('x urn:acme:a', { size: 'M' })))).toThrow(SCIMPatchError)
    const before = { 'x urn:acme:a': { size: 'S' } }
    expect(() => applyPatch(before, patchOp(add('x urn:acme:a:size', 'M')))).toThrow(SCIMPatchError)
    // The whole name is an attribute of this resource.
    expect(applyPatch(before, patchOp(replace('x urn:acme:a', 1)))).toEqual({ 'x urn:acme:a': 1 })
  })
})

describe('applyPatch with add and replace', () => {
  it.each([{}, { emails: null }, { emails: [] }])('wraps a single email in a list on %j', (before) => {
    for (const operation of [add, replace]) {
      const after = applyPatch<object>(before, patchOp(operation('emails', { value: 'jo@example.com' })))
      expect(after).toEqual({ emails: [{ value: 'jo@example.com' }] })
    }
    const pathless = { Operations: [{ op: 'add', value: { emails: { value: 'jo@example.com' } } }] }
    expect(applyPatch<object>(before, pathless)).toEqual({ emails: [{ value: 'jo@example.com' }] })
  })

  it('stores a manager given as a string under its value, also inside the extension', () => {
    const wanted = { [ENTERPRISE]: { manager: { value: 'U2' } } }
    expect(applyPatch({}, patchOp(add(`${ENTERPRISE}:manager`, 'U2')))).toEqual(wanted)
    expect(applyPatch({}, patchOp(add(ENTERPRISE, { manager: 'U2' })))).toEqual(wanted)
    expect(
      applyPatch({}, { Operations: [{ op: 'add', value: { [ENTERPRISE]: { manager: 'U2' } } }] }),
    ).toEqual(wanted)
  })
})
