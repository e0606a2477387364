import { isBlank, isObject, type JSONObject } from '../../attributes/json.ts'
import { USER_ATTRIBUTES } from '../../attributes/write-attributes.ts'
import { type Change, endPart } from '../../directory/change.ts'
import { blankProfile, DEFAULT_TIMEZONE } from '../../directory/user.ts'
import { Refusal, refuse } from '../../errors/refusal.ts'
import type { Dialect } from './dialect.ts'

/** Read-only attributes, which Slack accepts in the body of a write and ignores. */
const READ_ONLY = ['schemas', 'id', 'meta', 'groups']

/** Writes the body of a POST. */
export function createFrom(change: Change, sent: JSONObject, dialect: Dialect): void {
  const body = withoutNulls(sent)
  requireSchemas(body)
  if (body.userName === undefined) refuse('username_required')
  if (isBlankList(body.emails)) refuse('email_empty')
  writeUser(change, body, dialect)
}

/**
 * Writes the body of a PUT. Omitted attributes become blank, except the name, which Slack's own example keeps
 * (https://docs.slack.dev/reference/scim-api, PUT Users).
 */
export function replaceFrom(change: Change, sent: JSONObject, dialect: Dialect): void {
  const body = withoutNulls(sent)
  requireSchemas(body)
  if (!body.userName) refuse('username_empty')
  if (isBlankList(body.emails)) refuse('email_empty')
  const { user, ledger } = change
  Object.assign(user, { displayName: '', title: '', timezone: DEFAULT_TIMEZONE, photo: null })
  Object.assign(user, { secondaryEmail: null, profile: blankProfile() })
  if (body.name !== undefined) user.honorificPrefix = null
  if (user.guest && body[dialect.urns.guest] === undefined) {
    if (ledger.assume('put-without-guest-extension') === 'promotes') USER_ATTRIBUTES.guest?.clear(change)
  }
  if (body.active === undefined && ledger.assume('put-without-active') === 'deactivates') {
    user.active = false
  }
  writeUser(change, body, dialect)
}

/** Writes each attribute of a whole or partial user. */
export function writeUser(change: Change, body: JSONObject, dialect: Dialect): void {
  const listed = Array.isArray(body.schemas) ? body.schemas : []
  const mustBeListed = [dialect.urns.guest, dialect.urns.profile]
  // A conversion from or to a guest reactivates, so `active` is written last.
  for (const key of Object.keys(body).sort((one, other) => rank(one) - rank(other))) {
    if (READ_ONLY.includes(key)) continue
    if (mustBeListed.includes(key) && !listed.includes(key)) {
      // In a whole user the placeholders of Slack's own answers ask for nothing.
      if (change.how !== 'patch' && isBlank(body[key])) continue
      const rule = change.ledger.assume('unlisted-extension')
      if (rule === 'refused') refuse('missing_schema_element')
      if (rule === 'ignored') continue
    }
    writeAttribute(change, attributeName(key, dialect), body[key])
    endPart(change)
  }
}

/** Writes one attribute by the name that {@link attributeName} returns. */
export function writeAttribute(change: Change, name: string, value: unknown): void {
  const attribute = Object.hasOwn(USER_ATTRIBUTES, name) ? USER_ATTRIBUTES[name] : undefined
  if (!attribute) {
    refuseUnknown(change)
    return
  }
  try {
    if (change.how !== 'patch' && attribute.replace) attribute.replace(change, value)
    else attribute.assign(change, value)
  } catch (error) {
    if (!(error instanceof Refusal && error.profileValue && change.how === 'create')) throw error
    change.profileBroken = true
  }
}

/** Refuses or ignores an unknown attribute, by assumption. */
export function refuseUnknown(change: Change): void {
  if (change.ledger.assume('unknown-attributes') === 'refused') refuse('invalid_request_payload')
}

/** Returns the name of an attribute in the table; extensions and their attributes have short names. */
export function attributeName(key: string, dialect: Dialect): string {
  for (const extension of ['enterprise', 'guest', 'profile'] as const) {
    const urn = dialect.urns[extension]
    if (key === urn) return extension
    // The reference separates the attribute by a colon in one example and by a dot in another.
    if (key.startsWith(`${urn}:`) || key.startsWith(`${urn}.`))
      return `${extension}.${key.slice(urn.length + 1)}`
  }
  return key.startsWith(`${dialect.urns.user}:`) ? key.slice(dialect.urns.user.length + 1) : key
}

/** Refuses a body without `schemas`. */
export function requireSchemas(body: JSONObject): void {
  const { schemas } = body
  if (!Array.isArray(schemas) || schemas.length === 0) refuse('missing_schema_element')
}

/** Removes nulls: in a whole user null means absent, as in the placeholders of Slack's own answers. */
function withoutNulls(body: JSONObject): JSONObject {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
}

function rank(key: string): number {
  return key === 'active' ? 1 : 0
}

function isBlankList(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && !value.some(isFilled))
}

function isFilled(element: unknown): boolean {
  return !isObject(element) || Boolean(element.value)
}
