/** A user with every attribute, under the URNs of both dialects, and a group. */
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const GUEST = 'urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User'
export const PROFILE = 'urn:ietf:params:scim:schemas:extension:slack:profile:2.0:User'
export const ENTERPRISE_1_1 = 'urn:scim:schemas:extension:enterprise:1.0'
export const GUEST_1_1 = 'urn:scim:schemas:extension:slack:guest:1.0'
export const PROFILE_1_1 = 'urn:scim:schemas:extension:slack:profile:1.0'

export const jo = {
  userName: 'jo',
  title: 'Cook',
  active: true,
  name: { givenName: 'Jo', familyName: 'Park', honorificPrefix: 'Dr' },
  emails: [
    { value: 'jo@example.com', primary: true },
    { value: 'jo@home.example', primary: false },
  ],
  phoneNumbers: [{ value: '1' }, { value: '2', type: 'mobile' }],
  addresses: [{ locality: 'Here', region: null }],
  roles: [{ value: 'cook', primary: true }],
  photos: [{ value: 'https://a.example/1.png' }],
  [ENTERPRISE]: { department: 'Kitchen', manager: { managerId: 'U2' } },
  [ENTERPRISE_1_1]: { department: 'Kitchen', manager: { managerId: 'U2' } },
  [GUEST]: { type: 'multi', expiration: '2030-01-01T00:00:00Z' },
  [GUEST_1_1]: { type: 'multi', expiration: '2030-01-01T00:00:00Z' },
}
export const staff = { displayName: 'Staff', members: [{ value: 'U1' }, { value: 'U2' }, { value: 'U"3' }] }
