/** The URNs of SCIM 1.1 as Slack uses it (https://docs.slack.dev/reference/scim-api). */
export const URN_1_1 = {
  core: 'urn:scim:schemas:core:1.0',
  enterprise: 'urn:scim:schemas:extension:enterprise:1.0',
  guest: 'urn:scim:schemas:extension:slack:guest:1.0',
  profile: 'urn:scim:schemas:extension:slack:profile:1.0',
} as const

/** The URNs of SCIM 2.0 as Slack uses it; `directory` is advertised in ResourceTypes alone. */
export const URN_2_0 = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  enterprise: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  guest: 'urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User',
  profile: 'urn:ietf:params:scim:schemas:extension:slack:profile:2.0:User',
  directory: 'urn:ietf:params:scim:schemas:extension:slack:directory:2.0:User',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
  error: 'urn:ietf:params:scim:api:messages:2.0:Error',
} as const
