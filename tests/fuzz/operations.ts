import {
  deactivateUser,
  ensureUser,
  findUserByEmail,
  reactivateUser,
  SCIM2Client,
  SCIMClient,
  type SCIMClientOptions,
  setGroupMembers,
  settle,
  toWritable,
} from '../../src/index.ts'

type AnyClient = SCIMClient | SCIM2Client
type Operation = (scim: AnyClient) => PromiseLike<unknown>

const PERSON = { userName: 'jo', emails: [{ value: 'jo@example.com', primary: true }] }

/** Takes what was read and writes it back in each way. */
async function writeBack(scim: AnyClient): Promise<void> {
  const { user } = await scim.readUser('U1')
  await scim.updateUser(toWritable(user) as never)
  await scim.patchUser('U1', user)
  await scim.updateUser(user as never)
}

async function walk(items: AsyncIterable<unknown>): Promise<void> {
  for await (const item of items) void item
}

/** Each operation of a client, each way to read a list, and tasks that act on what they read. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  readUser: (scim) => scim.readUser('U1'),
  createUser: (scim) => scim.createUser(PERSON),
  patchUser: (scim) => scim.patchUser('U1', { title: 'x', nickName: 'y' }),
  updateUser: (scim) => scim.updateUser({ ...PERSON, id: 'U1', active: true }),
  deleteUser: (scim) => scim.deleteUser('U1'),
  searchUsers: (scim) => scim.searchUsers({ filter: 'userName eq "jo"' }),
  'users in an array': (scim) => scim.searchUsers({ count: 2 }).toArray({ max: 50 }),
  'users in an array, incomplete': (scim) =>
    scim.searchUsers({ count: 2, ahead: 2, incomplete: 'allow' }).toArray({ max: Number.POSITIVE_INFINITY }),
  'users in a walk': (scim) => walk(scim.searchUsers({ count: 2 })),
  'users from a page on': async (scim) => walk(await scim.searchUsers({ count: 2 })),
  readGroup: (scim) => scim.readGroup('S1'),
  createGroup: (scim) => scim.createGroup({ displayName: 'x' }),
  patchGroup: (scim) => scim.patchGroup('S1', { members: [{ value: 'U1' }] }),
  updateGroup: (scim) => scim.updateGroup({ id: 'S1', displayName: 'x', members: [{ value: 'U1' }] }),
  deleteGroup: (scim) => scim.deleteGroup('S1'),
  searchGroups: (scim) => scim.searchGroups(),
  'groups in pages': (scim) => walk(scim.searchGroups({ count: 2 }).pages()),
  getServiceProviderConfig: (scim) => scim.getServiceProviderConfig(),
  getUserSchema: (scim) => scim.getUserSchema(),
  getGroupSchema: (scim) => scim.getGroupSchema(),
  getSchemas: (scim) => (scim instanceof SCIM2Client ? scim.getSchemas() : scim.getUserSchema()),
  getResourceTypes: (scim) => (scim instanceof SCIM2Client ? scim.getResourceTypes() : scim.getUserSchema()),
  apiCall: (scim) => scim.apiCall({ method: 'PATCH', path: 'Users/U1', body: { a: 1, b: 2 } }),
  settle: (scim) => settle(scim.readUser('U1')),
  'what was read, written back': writeBack,
  ensureUser: (scim) => ensureUser(scim, { ...PERSON, title: 'x' }, { onDeactivated: 'reactivate' }),
  findUserByEmail: (scim) => findUserByEmail(scim, 'jo@example.com', { certain: true }),
  deactivateUser: (scim) => deactivateUser(scim, 'U1', { verify: true }),
  reactivateUser: (scim) => reactivateUser(scim, 'U1'),
  setGroupMembers: (scim) => setGroupMembers(scim, 'S1', ['U1', 'U2']),
}

/** A client of either dialect. */
export function makeClient(version: '1.1' | '2.0', options: SCIMClientOptions): AnyClient {
  return version === '1.1' ? new SCIMClient('xoxp-test', options) : new SCIM2Client('xoxp-test', options)
}
