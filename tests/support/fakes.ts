import { type GroupOperations, URN_2_0, type UserOperations } from '../../src/index.ts'

const unexpected = (name: string) => (): never => {
  throw new Error(`${name} was not expected`)
}

/** Operations on users as a plain object; those that are not given throw. */
export function fakeUsers(operations: Partial<UserOperations>): UserOperations {
  return {
    dialect: { version: '2.0', urns: URN_2_0, emailFilter: 'emails' },
    searchUsers: unexpected('searchUsers'),
    readUser: unexpected('readUser'),
    createUser: unexpected('createUser'),
    patchUser: unexpected('patchUser'),
    updateUser: unexpected('updateUser'),
    deleteUser: unexpected('deleteUser'),
    ...operations,
  }
}

/** Operations on groups as a plain object; those that are not given throw. */
export function fakeGroups(operations: Partial<GroupOperations>): GroupOperations {
  return {
    searchGroups: unexpected('searchGroups'),
    readGroup: unexpected('readGroup'),
    createGroup: unexpected('createGroup'),
    patchGroup: unexpected('patchGroup'),
    updateGroup: unexpected('updateGroup'),
    deleteGroup: unexpected('deleteGroup'),
    ...operations,
  }
}
