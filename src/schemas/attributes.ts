import { asText } from '../protocol/as-text.ts'

/** The dialects of SCIM. */
export type Version = '1.1' | '2.0'

/**
 * How an attribute is cleared: by a blank text (one space on 1.1, the empty text on 2.0), by its name
 * (`meta.attributes` on 1.1, `remove` on 2.0), by a list without elements, or part by part. `-`: not at all.
 */
export type Clearing = 'blank' | 'named' | 'none' | 'parts' | '-'

/** What Slack does with an attribute that callers write; `docs/attributes.md` explains each. */
export type AttributeKind =
  | 'handle'
  | 'shown'
  | 'zone'
  | 'stored'
  | 'switch'
  | 'complex'
  | 'emails'
  | 'phones'
  | 'single'
  | 'set'

/** An attribute that callers write, or a sub-attribute of it. */
export interface Attribute {
  /** As on the wire, but for extensions: `title`, `name.givenName`, `enterprise.department`. */
  readonly name: string
  readonly kind: AttributeKind
  /** How it is cleared in each dialect. */
  readonly '1.1': Clearing
  readonly '2.0': Clearing
}

/**
 * What callers write (https://docs.slack.dev/reference/scim-api, or seen from others). The columns: kind, how it is
 * cleared on 1.1 and on 2.0, and the names. It is text, since bundles carry it: read `docs/attributes.md`, which is
 * made of it.
 */
const WRITTEN = `handle - - userName nickName
shown blank blank displayName
zone blank blank timezone
switch - - active
stored blank blank title userType preferredLanguage locale name.givenName name.familyName profile.startDate
stored named blank enterprise.employeeNumber enterprise.costCenter enterprise.organization enterprise.division enterprise.department
stored named named name.honorificPrefix guest.expiration enterprise.manager.managerId
stored - - guest.type
complex named parts name
complex named named enterprise guest
complex parts parts profile enterprise.manager
emails named named emails
phones named named phoneNumbers
single named named addresses roles
single named none photos
set named named members`

/** The attributes that callers write, by their names in lower case. */
export const ATTRIBUTES: ReadonlyMap<string, Attribute> = /* @__PURE__ */ (() =>
  new Map(
    WRITTEN.split('\n').flatMap((line) => {
      const [kind, on1, on2, ...names] = line.split(' ')
      return names.map((name) => [name.toLowerCase(), { name, kind, '1.1': on1, '2.0': on2 } as Attribute])
    }),
  ))()

/** The URN of one of Slack's extensions of users, of either dialect, and the colon that may follow it. */
const EXTENSION = /^urn:.+:extension:(?:slack:)?(\w+):\d\.\d(?::user)?/i

/**
 * Finds an attribute that callers write, without regard to case (RFC 7643 2.1).
 *
 * @param path - an attribute, a sub-attribute behind a dot, or the URN of an extension with or without an attribute
 */
export function attributeOf(path: string): Attribute | undefined {
  return ATTRIBUTES.get(inTable(path))
}

/** A path without the URN of a core schema before its attribute (RFC 7644 3.10). */
export function withoutCore(path: string): string {
  return path.replace(/^urn:[\w:.]*:core:[\d.]+(?::\w+)?:/i, '')
}

function inTable(path: string): string {
  const name = path.toLowerCase()
  // Most names are no URN, and each body has many.
  return (name.startsWith('urn:') ? withoutCore(name).replace(EXTENSION, '$1') : name).replace(':', '.')
}

/** The sub-attributes that callers write of an object, each as null. */
export function partsOf(path: string): Readonly<Record<string, null>> {
  const prefix = `${attributeOf(path)?.name}.`
  const names = Array.from(ATTRIBUTES.values(), ({ name }) => name)
  return Object.fromEntries(
    names.filter((name) => name.startsWith(prefix)).map((name) => [name.slice(prefix.length), null]),
  )
}

/**
 * What a read shows only in its full form: Slack answers guests and bots in a short one, as recorded answers show
 * (https://github.com/seratch/python-slack-scim, tests/fixture).
 */
export const FULL_FORM: readonly string[] = [
  'addresses',
  'phoneNumbers',
  'userType',
  'roles',
  'preferredLanguage',
  'locale',
  'enterprise',
  'profile',
  'name.honorificPrefix',
]

/** Tells whether an account was read in the short form. */
export function isShortForm(user: Readonly<Record<string, unknown>>): boolean {
  return user.phoneNumbers === undefined
}

/** Tells whether an attribute is a list that callers write. */
export function isList(path: string): boolean {
  const { kind } = attributeOf(path) ?? {}
  return kind === 'emails' || kind === 'phones' || kind === 'single' || kind === 'set'
}

/**
 * What Slack does with the attributes that callers do not write: `assigned` by Slack, and of these `envelope`
 * is accepted in a write; `initial`, taken when an account is created and never again; `ignored`, sent by
 * identity providers and stored nowhere.
 */
export const UNWRITTEN = {
  envelope: ['schemas', 'id'],
  assigned: ['meta', 'meta.created', 'meta.location', 'groups', 'guest.channels'],
  initial: ['password', 'profileUrl'],
  ignored: [
    'externalId',
    'name.formatted',
    'name.middleName',
    'name.honorificSuffix',
    'enterprise.manager.displayName',
    'enterprise.manager.$ref',
    'ims',
    'entitlements',
    'x509Certificates',
  ],
} as const

/** Why callers do not write an attribute; undefined if they do, or if it is unknown. */
export function unwritten(path: string): keyof typeof UNWRITTEN | undefined {
  const wanted = inTable(path)
  const reasons = Object.keys(UNWRITTEN) as (keyof typeof UNWRITTEN)[]
  return reasons.find((reason) => UNWRITTEN[reason].some((name) => name.toLowerCase() === wanted))
}

/** The sub-attributes of elements of lists that a write reads to choose one, and that are stored nowhere. */
export const HINTS: readonly string[] = ['type', 'primary', 'operation']

/** Those that Slack sets itself or ignores; all others are stored. */
export const UNSTORED_PARTS: readonly string[] = ['display', 'formatted', '$ref']

/** What Slack stores of an element of a list, which may be a bare value. */
export function storedParts(element: unknown): Readonly<Record<string, unknown>> {
  if (Object(element) !== element) return { value: element }
  const parts = Object.entries(Object(element))
  return Object.fromEntries(parts.filter(([name]) => !HINTS.includes(name) && !UNSTORED_PARTS.includes(name)))
}

/** The longest `userName` and `nickName`; Slack cuts or refuses longer ones. */
export const MAX_HANDLE = 21

/** The longest `displayName`. */
export const MAX_DISPLAY_NAME = 80

/** What Slack answers where no time zone is set. */
export const DEFAULT_TIMEZONE = 'America/Los_Angeles'

/**
 * The element of a list that Slack takes for the primary one, or for the one that it stores: the one marked
 * `primary`, else the one of type `work`, else the first (https://docs.slack.dev/reference/scim-api). The mark may be
 * a text, as in the reference's own samples.
 */
export function primaryOf<Element>(elements: readonly Element[]): Element | undefined {
  return (
    elements.find((one) => asText(Object(one).primary) === 'true') ??
    elements.find((one) => Object(one).type === 'work') ??
    elements[0]
  )
}

/**
 * The primary phone as a read marks it: the one marked `primary`, else the first that is not marked as the mobile one.
 * A write reads the marks otherwise: to it `type: 'mobile'` is the primary phone
 * (https://docs.slack.dev/reference/scim-api, phoneNumbers).
 */
export function primaryPhone<Element>(elements: readonly Element[]): Element | undefined {
  return (
    elements.find((one) => Object(one).primary === true) ??
    elements.find((one) => Object(one).primary !== false && Object(one).type !== 'mobile')
  )
}
