import { describe, expect, it } from 'vitest'
import { add, remove, replace } from '../../src/patch/index.ts'
import { isDeletion, writeOperations } from '../../src/patch/write-operations.ts'

// biome-ignore format: a table, one row a line
describe('operations of 2.0 for what a partial resource writes', () => {
  it.each<[string, object, readonly object[]]>([
    ['a text replaces', { title: 'Cook' }, [replace('title', 'Cook')]],
    ['an object adds, which merges', { name: { givenName: 'Jo' } }, [add('name', { givenName: 'Jo' })]],
    ['a list adds', { roles: ['chief'] }, [add('roles', ['chief'])]],
    ['a list of an own attribute adds', { badges: ['x'] }, [add('badges', ['x'])]],
    ['an object for a list adds an element', { emails: { value: 'a@b.c' } }, [add('emails', [{ value: 'a@b.c' }])]],
    ['an empty list does nothing', { roles: [], badges: [] }, []],
    ['an empty list takes the photo away', { photos: [] }, [replace('photos', [])]],
    ['`active` comes last', { active: true, title: 'Cook' }, [replace('title', 'Cook'), replace('active', true)]],
    ['a deleted element goes before others come', { badges: [{ value: 'a' }, { value: 'b"', operation: 'DELETE' }] }, [remove('badges[value eq "b\\""]'), add('badges', [{ value: 'a' }])]],
    ['a deleted address goes after others come', { emails: [{ value: 'b', operation: 'delete' }, { value: 'a' }] }, [add('emails', [{ value: 'a' }]), remove('emails[value eq "b"]')]],
    ['members come before others go', { members: [{ value: 'U1' }, { value: 'U2', operation: 'delete' }] }, [add('members', [{ value: 'U1' }]), remove('members[value eq "U2"]')]],
    ['members go before others come', { members: [{ value: 'U2', operation: 'delete' }, { value: 'U1' }] }, [remove('members[value eq "U2"]'), add('members', [{ value: 'U1' }])]],
    ['who comes and goes at once stays', { members: [{ value: 'U1' }, { value: 'U3' }, { value: 'U1', operation: 'delete' }] }, [remove('members[value eq "U1"]'), add('members', [{ value: 'U1' }, { value: 'U3' }])]],
    ['another operation is left out', { badges: [{ value: 'a', operation: 'undelete' }] }, [add('badges', [{ value: 'a' }])]],
  ])('%s', (_, written, operations) => {
    expect(writeOperations([], written)).toEqual(operations)
    expect(writeOperations(['nickName'], written)).toEqual([remove('nickName'), ...operations])
  })

  it('tells an element that asks for its removal', () => {
    const asked = ['delete', 'Delete', 'undelete', 'deleted', undefined].map((operation) => isDeletion({ operation }))
    expect(asked).toEqual([true, true, false, false, false])
    expect([isDeletion(null), isDeletion('delete')]).toEqual([false, false])
  })
})
