import * as v from 'valibot'
import type {
  Address,
  Enterprise,
  Organization,
  Seed,
  SeedGroup,
  SeedToken,
  SeedUser,
} from '../../mocks/index.ts'
import { closedObject } from '../../src/schemas/closed-object.ts'
import { flag, list, text } from '../files/schema-parts.ts'

/** Entries of a schema for each key of an interface, and for no other. */
type EntriesOf<T> = { readonly [Key in keyof Required<T>]: v.GenericSchema }

/** The schema of a seed in a file. */
export function seedFile(): v.GenericSchema<unknown, Seed> {
  const entries = {
    users: v.exactOptional(v.pipe(v.array(seedUser()), v.description('The accounts.'))),
    groups: v.exactOptional(v.pipe(v.array(seedGroup()), v.description('The groups.'))),
    channels: list('Names of channels; people and groups cannot have them.'),
    tokens: v.exactOptional(v.array(seedToken())),
    organization: v.exactOptional(organization()),
  } satisfies EntriesOf<Seed>
  return v.pipe(
    closedObject({ $schema: v.exactOptional(v.string()), ...entries }),
    v.title('Seed of the Slack SCIM emulator'),
    v.description('The directory that `slack-scim emulate --seed` starts with.'),
    v.transform(({ $schema: _schema, ...seed }): Seed => seed),
  )
}

function seedUser() {
  const entries = {
    id: text('Id in Slack, such as U024BE7LH; invented when left out.'),
    userName: v.pipe(v.string(), v.nonEmpty('must not be empty'), v.description('The @name; unique.')),
    email: text('Primary address; default <userName>@example.com.'),
    secondaryEmail: text('Second address.'),
    emails: v.exactOptional(
      v.pipe(
        v.array(
          v.union([v.string(), closedObject({ value: v.string(), primary: flag(''), type: text('') })]),
        ),
        v.description('The addresses as SCIM has them, in place of email and secondaryEmail.'),
      ),
    ),
    name: v.exactOptional(
      v.pipe(
        v.union([v.string(), closedObject({ givenName: v.string(), familyName: v.string() })]),
        v.description('"Jo Park", or its parts; default the userName.'),
      ),
    ),
    displayName: text(''),
    nickName: text('Default the userName; old accounts may have another one.'),
    title: text(''),
    timezone: text('Such as America/Los_Angeles.'),
    active: flag('Default true.'),
    rank: v.exactOptional(v.picklist(['member', 'admin', 'owner', 'primary-owner'])),
    kind: v.exactOptional(v.picklist(['human', 'bot'])),
    guest: v.exactOptional(
      v.pipe(v.union([v.boolean(), guest()]), v.description('true for a guest of several channels.')),
    ),
    created: text('ISO 8601.'),
    photo: text('URL.'),
    primaryPhone: text(''),
    mobilePhone: text(''),
    address: v.exactOptional(closedObject(ADDRESS())),
    userType: text(''),
    role: text(''),
    preferredLanguage: text(''),
    locale: text(''),
    startDate: text('ISO 8601.'),
    enterprise: v.exactOptional(closedObject(ENTERPRISE())),
    forgotten: flag('Erased under the GDPR.'),
  } satisfies EntriesOf<SeedUser>
  return closedObject(entries)
}

function seedGroup() {
  return closedObject({
    id: text('Id in Slack, such as S0614TZR7; invented when left out.'),
    displayName: v.string(),
    members: list('userNames, addresses or ids.'),
    created: text('ISO 8601.'),
    linkedToChannels: flag('Such a group cannot be deleted.'),
  } satisfies EntriesOf<SeedGroup>)
}

function seedToken() {
  return closedObject({
    token: v.string(),
    holder: v.pipe(v.string(), v.description('userName or id of the account that the token belongs to.')),
    level: v.exactOptional(v.picklist(['organization', 'workspace'])),
    scopes: list('OAuth scopes, such as admin and users:read; default all.'),
  } satisfies EntriesOf<SeedToken>)
}

function organization() {
  return closedObject({
    id: text('E… on Enterprise, else the team T….'),
    name: text(''),
    domain: text('The part of https://<domain>.enterprise.slack.com.'),
    plan: v.exactOptional(v.picklist(['enterprise', 'business-plus', 'pro'])),
    peopleChangeDisplayNames: flag('Whether people may change their own display names.'),
    reservedNames: list('Names that no account can have.'),
  } satisfies EntriesOf<Organization>)
}

function guest() {
  return closedObject({
    type: v.exactOptional(v.picklist(['multi', 'single'])),
    expiration: text('ISO 8601.'),
    channels: list('Names of channels.'),
  })
}

const ADDRESS = () =>
  ({
    streetAddress: nullable(),
    locality: nullable(),
    region: nullable(),
    postalCode: nullable(),
    country: nullable(),
  }) satisfies EntriesOf<Address>

const ENTERPRISE = () =>
  ({
    employeeNumber: nullable(),
    costCenter: nullable(),
    organization: nullable(),
    division: nullable(),
    department: nullable(),
    managerId: nullable(),
  }) satisfies EntriesOf<Enterprise>

const nullable = () => v.exactOptional(v.nullable(v.string()))
