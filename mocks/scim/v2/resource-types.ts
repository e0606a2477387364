import { URN_2_0 } from '../../../src/schemas/urns.ts'
import type { SCIMCall } from '../resources/call.ts'
import type { Answer } from '../resources/dialect.ts'

/** GET ResourceTypes: a list without totals, with an extension that Slack mentions nowhere else. */
export function getResourceTypes({ baseUrl }: SCIMCall): Answer {
  const resourceType = (name: string, rest: object): object => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: name,
    name,
    ...rest,
    meta: { location: `${baseUrl}v2/ResourceTypes/${name}`, resourceType: 'ResourceType' },
  })
  const extensions = [URN_2_0.enterprise, URN_2_0.guest, URN_2_0.directory, URN_2_0.profile]
  return {
    status: 200,
    body: {
      schemas: [URN_2_0.list],
      Resources: [
        resourceType('User', {
          endpoint: '/Users',
          description: 'User Account',
          schema: URN_2_0.user,
          schemaExtensions: extensions.map((schema) => ({ schema, required: false })),
        }),
        resourceType('Group', { endpoint: '/Groups', description: 'Group', schema: URN_2_0.group }),
      ],
    },
  }
}
