import { describe, expect, it } from 'vitest'
import { add, applyPatch, patchOp, replace } from '../../src/patch/index.ts'

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** URNs of extensions that follow neither Slack's form nor that of RFC 7643. */
const OWN = [
  'urn:okta:acme_app:1.0:user:custom',
  'urn:ietf:params:scim:schemas:extension:foo:1.0:User',
  'urn:acme:scim:people',
  'urn:acme:extension:shirts',
]

describe.each(OWN)('the extension %s', (urn) => {
  it('keeps its whole name in a value without a path', () => {
    const patch = { Operations: [{ op: 'add', value: { [urn]: { size: 'L' } } }] }
    expect(applyPatch({}, patch)).toEqual({ [urn]: { size: 'L' } })
  })

  it('keeps its whole name as a path', () => {
    expect(applyPatch({}, patchOp(add(urn, { size: 'L' })))).toEqual({ [urn]: { size: 'L' } })
  })

  it('keeps its whole name as a prefix, by a colon and by a dot', () => {
    for (const separator of [':', '.']) {
      const before = { [urn]: { size: 'L', color: 'red' } }
      expect(applyPatch(before, patchOp(replace(`${urn}${separator}size`, 'M')))).toEqual({
        [urn]: { size: 'M', color: 'red' },
      })
    }
    expect(applyPatch({}, patchOp(add(`${urn}:size`, 'M')))).toEqual({ [urn]: { size: 'M' } })
  })
})

describe('add and replace', () => {
  it.each([{}, { emails: null }, { emails: [] }])('make a list of one object in %j', (before) => {
    for (const operation of [add, replace]) {
      const after = applyPatch<object>(before, patchOp(operation('emails', { value: 'jo@example.com' })))
      expect(after).toEqual({ emails: [{ value: 'jo@example.com' }] })
    }
    const pathless = { Operations: [{ op: 'add', value: { emails: { value: 'jo@example.com' } } }] }
    expect(applyPatch<object>(before, pathless)).toEqual({ emails: [{ value: 'jo@example.com' }] })
  })

  it('make a value of a manager that is a text, inside the extension too', () => {
    const wanted = { [ENTERPRISE]: { manager: { value: 'U2' } } }
    expect(applyPatch({}, patchOp(add(`${ENTERPRISE}:manager`, 'U2')))).toEqual(wanted)
    expect(applyPatch({}, patchOp(add(ENTERPRISE, { manager: 'U2' })))).toEqual(wanted)
    expect(
      applyPatch({}, { Operations: [{ op: 'add', value: { [ENTERPRISE]: { manager: 'U2' } } }] }),
    ).toEqual(wanted)
  })
})
