import fc from 'fast-check'
import { ATTRIBUTE_NAMES, type Attribute, type Attributes } from '../../../src/provisioning/index.ts'

const word = fc.stringMatching(/^[A-Za-z0-9&+ ,.'é-]{0,18}[A-Za-z0-9]$/).map((text) => text.trim() || 'x')
const address = (domain: string): fc.Arbitrary<string> =>
  fc.stringMatching(/^[a-z][a-z0-9]{3,9}$/).map((local) => `${local}@${domain}.test`)

/** Canonical values of each attribute, all of which Slack stores in every world. */
export const VALUES: Readonly<Record<Attribute, fc.Arbitrary<string>>> = {
  ...(Object.fromEntries(ATTRIBUTE_NAMES.map((name) => [name, word])) as Record<
    Attribute,
    fc.Arbitrary<string>
  >),
  userName: fc.stringMatching(/^[a-z][a-z0-9._-]{2,20}$/),
  displayName: fc.stringMatching(/^[A-Za-z0-9é][A-Za-z0-9 ._-]{0,20}[A-Za-z0-9]$/),
  email: address('first'),
  secondEmail: address('second'),
  phone: fc.stringMatching(/^\+1 555 1[0-9]{5}$/),
  mobile: fc.stringMatching(/^\+1 555 2[0-9]{5}$/),
  employeeNumber: fc.stringMatching(/^0[0-9]{3}$/),
  manager: fc.constant('U0MANAGER1'),
  timezone: fc.constantFrom('Europe/Berlin', 'Asia/Tokyo', 'UTC'),
  photo: fc.constantFrom('https://example.com/one.png', 'https://example.com/two.png'),
  startDate: fc.constantFrom('2024-02-29', '2026-11-29', '1999-12-31'),
  guestUntil: fc.constantFrom('2027-01-31T00:00:00Z', '2028-06-01T12:30:05Z'),
}

/** Attributes of a full member that can be created: a name, an address, and some others. */
export const people: fc.Arbitrary<Attributes> = fc.record(
  Object.fromEntries(Object.entries(VALUES).filter(([name]) => name !== 'guestUntil')) as Record<
    Attribute,
    fc.Arbitrary<string>
  >,
  { requiredKeys: ['userName', 'email', 'givenName', 'familyName'] },
)

/** Changes of a full member: other values, and `null` for what can be cleared. */
export const changes: fc.Arbitrary<Attributes> = fc.record(
  Object.fromEntries(
    Object.entries(VALUES)
      .filter(([name]) => name !== 'guestUntil')
      .map(([name, value]) => [name, isKept(name) ? value : fc.oneof(value, fc.constant(null))]),
  ),
  { requiredKeys: [] },
)

/** What Slack does not let go of: an account has a name and an address. */
function isKept(name: string): boolean {
  return ['userName', 'email', 'givenName', 'familyName'].includes(name)
}

/** What is there after a change: attributes that are cleared are absent. */
export function changed(before: Attributes, to: Attributes): Attributes {
  return Object.fromEntries(Object.entries({ ...before, ...to }).filter(([, value]) => value !== null))
}
