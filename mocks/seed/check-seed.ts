import {
  BOOLEAN,
  type Check,
  DATE,
  listOf,
  NAME,
  objectOr,
  oneOf,
  STRING,
  STRING_OR_NULL,
  shape,
} from '../errors/check-shape.ts'
import type { Seed, SeedGroup, SeedToken, SeedUser } from './seed.ts'

/** A check for each key of a type, so that the compiler refuses a key without one. */
type Keys<Type> = Readonly<Record<keyof Type, Check>>

const ADDRESS: Check = /* @__PURE__ */ shape({
  streetAddress: STRING_OR_NULL,
  locality: STRING_OR_NULL,
  region: STRING_OR_NULL,
  postalCode: STRING_OR_NULL,
  country: STRING_OR_NULL,
})

const USER_KEYS: Keys<SeedUser> = /* @__PURE__ */ (() => ({
  id: NAME,
  userName: NAME,
  email: NAME,
  // The empty string is what Slack keeps of a removed address.
  secondaryEmail: STRING,
  emails: listOf(objectOr(shape({ value: NAME, primary: BOOLEAN, type: STRING }, ['value']), NAME)),
  name: objectOr(shape({ givenName: STRING, familyName: STRING }, ['givenName', 'familyName']), STRING),
  displayName: STRING,
  nickName: STRING,
  title: STRING,
  timezone: STRING,
  active: BOOLEAN,
  rank: oneOf(['member', 'admin', 'owner', 'primary-owner']),
  kind: oneOf(['human', 'bot']),
  guest: objectOr(
    shape({ type: oneOf(['multi', 'single']), expiration: DATE, channels: listOf(STRING) }),
    BOOLEAN,
  ),
  created: DATE,
  photo: STRING,
  primaryPhone: STRING,
  mobilePhone: STRING,
  address: ADDRESS,
  userType: STRING,
  role: STRING,
  preferredLanguage: STRING,
  locale: STRING,
  startDate: STRING,
  enterprise: shape({
    employeeNumber: STRING_OR_NULL,
    costCenter: STRING_OR_NULL,
    organization: STRING_OR_NULL,
    division: STRING_OR_NULL,
    department: STRING_OR_NULL,
    managerId: STRING_OR_NULL,
  }),
  forgotten: BOOLEAN,
}))()

const GROUP_KEYS: Keys<SeedGroup> = /* @__PURE__ */ (() => ({
  id: NAME,
  displayName: STRING,
  members: listOf(NAME),
  created: DATE,
  linkedToChannels: BOOLEAN,
}))()

const TOKEN_KEYS: Keys<SeedToken> = /* @__PURE__ */ (() => ({
  token: NAME,
  holder: NAME,
  level: oneOf(['organization', 'workspace']),
  scopes: listOf(NAME),
}))()

/** Checks an account of a seed, or one that a test puts into the state. */
export const checkSeedUser: Check = /* @__PURE__ */ shape(USER_KEYS, ['userName'])

/** Checks a group of a seed, or one that a test puts into the state. */
export const checkSeedGroup: Check = /* @__PURE__ */ shape(GROUP_KEYS, ['displayName'])

const SEED_KEYS: Keys<Seed> = /* @__PURE__ */ (() => ({
  users: listOf(checkSeedUser),
  groups: listOf(checkSeedGroup),
  channels: listOf(NAME),
  tokens: listOf(shape(TOKEN_KEYS, ['token', 'holder'])),
  organization: shape({
    id: NAME,
    name: NAME,
    domain: NAME,
    plan: oneOf(['enterprise', 'business-plus', 'pro']),
    peopleChangeDisplayNames: BOOLEAN,
    reservedNames: listOf(STRING),
  }),
}))()

/** Checks a seed: known keys with values of their type. Slack's own rules are not checked. */
export const checkSeed: Check = /* @__PURE__ */ shape(SEED_KEYS)
