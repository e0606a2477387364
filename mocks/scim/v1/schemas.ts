import { URN_1_1 } from '../../../src/schemas/urns.ts'
import type { Answer } from '../resources/dialect.ts'

const FLAGS = { schema: URN_1_1.core, readOnly: false, required: false, caseExact: false } as const

/**
 * GET Schemas/Users, with the oddities of Slack's answer: a list of schemas, a lower-case `subattributes`.
 */
export function getUserSchema1(): Answer {
  return {
    status: 200,
    body: {
      id: 'urn:scim:schemas:core:1.0:User',
      name: 'User',
      description: 'Core User',
      schema: [URN_1_1.core, URN_1_1.enterprise],
      endpoint: '/Users',
      attributes: [
        scalar('id', { readOnly: true, required: true }),
        scalar('userName', { required: true }),
        scalar('nickName'),
        { ...complex('name'), subAttributes: parts('familyName', 'givenName', 'honorificPrefix') },
        list('emails', 'email', { types: ['work', 'home', 'other'], flags: { required: true } }),
        list('photos', 'photo', { types: ['photo', 'thumbnail'] }),
        {
          ...complex('groups'),
          multiValued: true,
          multiValuedAttributeChildName: 'group',
          readOnly: true,
          subattributes: parts('value', 'display'),
        },
        // Typed as a string, although every answer has a boolean.
        scalar('active'),
        {
          ...complex('addresses'),
          multiValued: true,
          multiValuedAttributeChildName: 'address',
          subAttributes: [
            ...parts('streetAddress', 'locality', 'region', 'postalCode', 'country', 'type'),
            flag('primary'),
          ],
        },
        list('phoneNumbers', 'phoneNumber', { types: ['work', 'home', 'mobile', 'pager', 'fax', 'other'] }),
        ...['displayName', 'profileUrl', 'userType', 'title', 'preferredLanguage', 'locale'].map((name) =>
          scalar(name),
        ),
        ...['timezone', 'password'].map((name) => scalar(name)),
        list('roles', 'role', { types: [] }),
        ...['employeeNumber', 'costCenter', 'organization', 'division', 'department'].map((name) =>
          scalar(name, { schema: URN_1_1.enterprise }),
        ),
        {
          ...complex('manager'),
          schema: URN_1_1.enterprise,
          // An object instead of a list.
          subAttributes: scalar('managerId', { schema: URN_1_1.enterprise }),
        },
      ],
    },
  }
}

/** GET Schemas/Groups: without an id, and with a displayName that is wrongly marked as read-only. */
export function getGroupSchema1(): Answer {
  return {
    status: 200,
    body: {
      name: 'Group',
      description: 'Core Group',
      schema: URN_1_1.core,
      endpoint: '/Groups',
      attributes: [
        scalar('id', { readOnly: true, required: true }),
        scalar('displayName', { readOnly: true, required: true }),
        {
          ...complex('members'),
          multiValued: true,
          multiValuedAttributeChildName: 'member',
          subAttributes: parts('value', 'display'),
        },
      ],
    },
  }
}

function scalar(name: string, flags: object = {}): Record<string, unknown> {
  return { name, type: 'string', multiValued: false, description: describe(name), ...FLAGS, ...flags }
}

function complex(name: string): Record<string, unknown> {
  return { ...scalar(name), type: 'complex' }
}

function flag(name: string): Record<string, unknown> {
  return { ...scalar(name), type: 'boolean' }
}

function parts(...names: string[]): Record<string, unknown>[] {
  return names.map((name) => scalar(name))
}

function list(
  name: string,
  child: string,
  { types, flags = {} }: { readonly types: readonly string[]; readonly flags?: object },
): Record<string, unknown> {
  return {
    ...complex(name),
    multiValued: true,
    multiValuedAttributeChildName: child,
    ...flags,
    subAttributes: [scalar('value', flags), { ...scalar('type'), canonicalValues: types }, flag('primary')],
  }
}

function describe(name: string): string {
  return `The ${name} attribute.`
}
