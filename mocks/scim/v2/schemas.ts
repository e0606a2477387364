import { URN_2_0 } from '../../../src/schemas/urns.ts'
import type { JSONObject } from '../../attributes/json.ts'
import { refuse } from '../../errors/refusal.ts'
import type { SCIMCall } from '../resources/call.ts'
import type { Answer } from '../resources/dialect.ts'
import { groupAttributes, malformedExtensions, userAttributes } from './schema-attributes.ts'

/** GET Schemas. */
export function getSchemas({ baseUrl }: SCIMCall): Answer {
  return {
    status: 200,
    body: { schemas: [URN_2_0.list], Resources: [userSchema(baseUrl), groupSchema(baseUrl)] },
  }
}

/** GET Schemas/Users. */
export function getUserSchema2({ baseUrl }: SCIMCall): Answer {
  return { status: 200, body: userSchema(baseUrl) }
}

/** GET Schemas/Groups. */
export function getGroupSchema2({ baseUrl }: SCIMCall): Answer {
  return { status: 200, body: groupSchema(baseUrl) }
}

/** GET Schemas/{urn}: the URL in `meta.location`, which may not exist. */
export function getSchemaByURN({ baseUrl, id, ledger }: SCIMCall): Answer {
  const found = [userSchema(baseUrl), groupSchema(baseUrl)].find((schema) => schema.id === id)
  if (!found || ledger.assume('schema-by-urn') === 'bad_endpoint') refuse('bad_endpoint')
  return { status: 200, body: found }
}

function userSchema(baseUrl: string): JSONObject {
  return schema(baseUrl, {
    id: URN_2_0.user,
    name: 'User',
    description: 'User Account',
    attributes: [...userAttributes(), ...malformedExtensions()],
  })
}

function groupSchema(baseUrl: string): JSONObject {
  return schema(baseUrl, {
    id: URN_2_0.group,
    name: 'Group',
    description: 'Group',
    attributes: groupAttributes(),
  })
}

function schema(
  baseUrl: string,
  shown: { readonly id: string } & Readonly<Record<'name' | 'description' | 'attributes', unknown>>,
): JSONObject {
  return {
    ...shown,
    meta: { resourceType: 'schema', location: `${baseUrl}v2/Schemas/${shown.id}` },
  }
}
