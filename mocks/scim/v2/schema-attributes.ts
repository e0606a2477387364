import { URN_2_0 } from '../../../src/schemas/urns.ts'
import type { JSONObject } from '../../attributes/json.ts'

/** The attributes of the user schema, as a connector's copy lists them; descriptions are our own. */
export function userAttributes(): JSONObject[] {
  return [
    attribute('id', { returned: 'always', uniqueness: 'global', mutability: 'readOnly' }),
    attribute('userName', { required: true, uniqueness: 'server' }),
    attribute('nickName'),
    complex('name', ['givenName', 'familyName', 'honorificPrefix']),
    attribute('displayName'),
    attribute('profileUrl', { type: 'reference', referenceTypes: ['external'] }),
    ...['title', 'userType', 'preferredLanguage', 'locale', 'timezone'].map((name) => attribute(name)),
    attribute('active', { type: 'boolean' }),
    attribute('password', { mutability: 'writeOnly', returned: 'never' }),
    list('emails', [attribute('value', { required: true }), attribute('type'), flag('primary')]),
    list('phoneNumbers', [attribute('value'), attribute('type'), flag('primary')]),
    list('photos', [attribute('value'), attribute('type'), flag('primary', { returned: 'never' })]),
    list('addresses', [
      ...['streetAddress', 'locality', 'region', 'postalCode', 'country'].map((name) => attribute(name)),
      attribute('type', { returned: 'never' }),
      flag('primary', { returned: 'never' }),
    ]),
    list('roles', [attribute('value'), attribute('type'), flag('primary')]),
    {
      ...list('groups', [
        attribute('value', { mutability: 'readOnly' }),
        attribute('display', { mutability: 'readOnly' }),
      ]),
      mutability: 'readOnly',
    },
  ]
}

/** The attributes of the group schema. */
export function groupAttributes(): JSONObject[] {
  return [
    attribute('id', { returned: 'always', uniqueness: 'global', mutability: 'readOnly' }),
    attribute('displayName', { required: true }),
    list('members', [attribute('value'), attribute('display', { mutability: 'readOnly' })]),
  ]
}

/**
 * The extensions, flattened into the list of attributes as in Slack's own answer: bare URNs and lists stand
 * among the objects, so a reader of schemas must be lenient.
 */
export function malformedExtensions(): unknown[] {
  return [
    URN_2_0.enterprise,
    [
      ...['employeeNumber', 'costCenter', 'organization', 'division', 'department'].map((name) =>
        attribute(name),
      ),
      complex('manager', ['managerId']),
    ],
    URN_2_0.guest,
    [
      attribute('type', { required: true, canonicalValues: ['multi'] }),
      attribute('expiration', { type: 'dateTime' }),
      list('channels', [
        attribute('value', { required: true, mutability: 'readOnly' }),
        attribute('display', { mutability: 'readOnly' }),
      ]),
    ],
    URN_2_0.profile,
    [attribute('startDate', { type: 'dateTime' })],
  ]
}

function attribute(name: string, rest: object = {}): JSONObject {
  return {
    name,
    type: 'string',
    multiValued: false,
    description: `The ${name} attribute.`,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...rest,
  }
}

function flag(name: string, rest: object = {}): JSONObject {
  return attribute(name, { type: 'boolean', ...rest })
}

function complex(name: string, parts: string[]): JSONObject {
  return attribute(name, { type: 'complex', subAttributes: parts.map((part) => attribute(part)) })
}

function list(name: string, subAttributes: JSONObject[]): JSONObject {
  return attribute(name, { type: 'complex', multiValued: true, subAttributes })
}
