import { describe, expect, it } from 'vitest'
import { type DifferencesOptions, differences } from '../../src/patch/differences.ts'

const NONE = { written: {}, cleared: [], unsupported: [] }
const reason = (verb: string): string => `SCIM 2.0 on Slack documents no way to ${verb} it`

// biome-ignore format: a table, one row a line
describe('differences', () => {
  it.each<[string, object, object, object, Partial<DifferencesOptions>?]>([
    ['an attribute that is left out is cleared', { name: { honorificPrefix: 'Dr' } }, {}, { cleared: ['name.honorificPrefix'] }],
    ['an attribute that is left out stays', { title: 'Cook' }, {}, {}, { keeps: true }],
    ['a part that is left out stays', { name: { givenName: 'Jo', familyName: 'Park' } }, { name: { givenName: 'Joe' } }, { written: { name: { givenName: 'Joe' } } }, { keeps: true }],
    ['an attribute that is null is cleared', { locale: 'fr_FR', title: 'Cook' }, { title: null }, { written: { title: '' } }, { keeps: true }],
    ['an attribute that cannot be cleared', { nickName: 'jo' }, {}, { unsupported: [{ path: 'nickName', reason: reason('clear') }] }],
    ['schemas follow from the rest', { schemas: ['a'] }, { schemas: ['b'] }, {}],
    ['a text for an object', { name: { givenName: 'Jo' } }, { name: 'Jo' }, { unsupported: [{ path: 'name', reason: reason('set') }] }],
    ['an object for a text', { title: 'Cook' }, { title: { value: 'Cook' } }, { unsupported: [{ path: 'title', reason: reason('set') }] }],
    ['an attribute that Slack does not have', { shoe: 1 }, { shoe: 2 }, { unsupported: [{ path: 'shoe', reason: reason('set') }] }],
    ['an element without a value', { members: [] }, { members: [{ floor: 3 }] }, { unsupported: [{ path: 'members', reason: reason('change') }] }],
    ['an element whose only parts Slack does not store', { roles: [] }, { roles: [{ display: 'Chief' }] }, {}],
    ['more than two addresses', { emails: [] }, { emails: ['a', 'b', 'c'].map((value) => ({ value })) }, { unsupported: [{ path: 'emails', reason: reason('change') }] }],
  ])('%s', (_, before, after, found, options) => {
    expect(differences(before, after, { version: '2.0', ...options })).toEqual({ ...NONE, ...found })
  })
})
