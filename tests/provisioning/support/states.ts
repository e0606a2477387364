import type {
  Account,
  Attributes,
  Desired,
  DesiredUser,
  Link,
  Links,
  Owns,
  Snapshot,
  SourceFacts,
} from '../../../src/provisioning/index.ts'
import { keyedHash } from '../../../src/provisioning/links/keyed-hash.ts'
import { withWritten } from '../../../src/provisioning/links/written.ts'

/** The secret of every link of these tests. */
export const SECRET = '00112233445566778899aabbccddeeff'

const OWNS: Owns = { userName: 'always', email: 'always', givenName: 'always', familyName: 'always' }

/** A person of the source `hr`. */
export function person(key: string, attributes: Attributes, more: Partial<DesiredUser> = {}): DesiredUser {
  return { key, source: 'hr', active: true, attributes, ...more }
}

/** A source that was read to its end, and what it says. */
export function desiredOf(users: readonly DesiredUser[], facts: Partial<SourceFacts> = {}): Desired {
  const source = {
    name: 'hr',
    rows: users.length,
    complete: true,
    takenAt: '2026-11-29T09:00:00Z',
    owns: OWNS,
  }
  return {
    sources: [{ ...source, ...facts }],
    users: new Map(users.map((user) => [user.key, user])),
    groups: new Map(),
  }
}

/** An active account of a full member. */
export function account(id: string, attributes: Attributes, more: Partial<Account> = {}): Account {
  return { id, active: true, kind: 'member', attributes, ...more }
}

/** A complete snapshot. */
export function snapshotOf(accounts: readonly Account[], more: Partial<Snapshot> = {}): Snapshot {
  return {
    organization: 'E0EMULATOR',
    takenAt: '2026-11-29T09:00:00Z',
    complete: true,
    users: new Map(accounts.map((one) => [one.id, one])),
    groups: new Map(),
    ...more,
  }
}

/** A link of the source `hr`, with the values that were written last. */
export function link(id: string, written: Attributes = {}, source = 'hr'): Link {
  return { id, source, written: withWritten(keyedHash(SECRET), {}, written) }
}

/** Links of people. */
export function linksOf(users: Readonly<Record<string, Link>> = {}): Links {
  return {
    organization: 'E0EMULATOR',
    secret: SECRET,
    users: new Map(Object.entries(users)),
    groups: new Map(),
  }
}
