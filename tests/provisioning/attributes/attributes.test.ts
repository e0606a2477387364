import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyPatch } from '../../../src/patch/index.ts'
import { PLACES } from '../../../src/provisioning/attributes/table.ts'
import type { Attributes } from '../../../src/provisioning/index.ts'
import {
  ATTRIBUTE_NAMES,
  canonicalAttributes,
  canonicalValue,
  isSameValue,
  toPartial,
  toUser,
} from '../../../src/provisioning/index.ts'
import { attributeOf } from '../../../src/schemas/attributes.ts'
import { inEveryWorld, openPlace, VERSIONS } from '../../support/worlds.ts'
import { changed, changes, people } from './attributes.ts'

const SEED = { users: [{ id: 'U0MANAGER1', userName: 'boss' }] }

/** Slack answers America/Los_Angeles where no zone is set, and a picture of its own. */
function asSlackHas(attributes: Attributes): Attributes {
  const { photo: _photo, ...rest } = attributes
  return { timezone: 'America/Los_Angeles', ...rest }
}

function withoutPhoto({ photo: _photo, ...rest }: Attributes): Attributes {
  return rest
}

describe('the table of attributes', () => {
  it('places every attribute at one that callers write', () => {
    expect([...PLACES.keys()]).toEqual([...ATTRIBUTE_NAMES])
    for (const { root, part } of PLACES.values()) {
      expect(attributeOf(root), root).toBeDefined()
      const isPart = attributeOf(root)?.kind === 'complex'
      if (isPart) expect(attributeOf(`${root}.${part}`), `${root}.${part}`).toBeDefined()
    }
  })

  it('places no two attributes alike', () => {
    const places = Array.from(PLACES.values(), ({ root, part }) => `${root} ${part}`)
    expect(new Set(places).size).toBe(ATTRIBUTE_NAMES.length)
  })
})

describe('canonicalAttributes', () => {
  it('reads texts of either normalization form alike', () => {
    const dialect = openPlace('2.0').scim.dialect
    const read = (text: string): Attributes =>
      canonicalAttributes({ title: text, displayName: text, name: { givenName: text } }, dialect)
    expect(read('Ame\u0301lie')).toEqual(read('Am\u00e9lie'))
    expect(canonicalValue('department', 'Ame\u0301lie')).toBe('Am\u00e9lie')
  })

  it.each(VERSIONS)('reads back what toUser creates on %s', async (version) => {
    await fc.assert(
      fc.asyncProperty(people, async (attributes) => {
        const { scim } = openPlace(version, { seed: SEED })
        const { user } = await scim.createUser(toUser(attributes, scim.dialect))
        expect(withoutPhoto(canonicalAttributes(user, scim.dialect))).toEqual(asSlackHas(attributes))
      }),
      { numRuns: 60 },
    )
  })

  it.each(VERSIONS)('reads back what toPartial changes on %s', async (version) => {
    await fc.assert(
      fc.asyncProperty(people, changes, async (before, to) => {
        const { scim } = openPlace(version, { seed: SEED })
        const { user } = await scim.createUser(toUser(before, scim.dialect))
        const partial = toPartial(canonicalAttributes(user, scim.dialect), to, scim.dialect)
        if (Object.keys(partial).length > 0) await scim.patchUser(user.id, partial)
        const { user: read } = await scim.readUser(user.id)
        expect(withoutPhoto(canonicalAttributes(read, scim.dialect))).toEqual(asSlackHas(changed(before, to)))
      }),
      { numRuns: 150 },
    )
  })

  it('reads back creates and changes in every world', async () => {
    const before = {
      userName: 'ada.berg',
      displayName: 'ada',
      givenName: 'Ada',
      familyName: 'Berg',
      honorificPrefix: 'Dr.',
      email: 'ada.berg@acme.test',
      secondEmail: 'ada@acme.test',
      title: 'Engineer',
      phone: '+1 555 1001',
      mobile: '+1 555 2002',
      employeeNumber: '0042',
      department: 'R&D',
      manager: 'U0MANAGER1',
      role: 'lead',
      timezone: 'Europe/Berlin',
      street: 'Main Street 1',
      city: 'Berlin',
      startDate: '2024-04-10',
    }
    const to = {
      userName: 'ada.lind',
      familyName: 'Lind',
      honorificPrefix: null,
      email: 'ada.lind@acme.test',
      secondEmail: null,
      title: null,
      phone: null,
      employeeNumber: '0043',
      manager: null,
      role: 'head',
      street: null,
      startDate: '2024-05-01',
      photo: 'https://example.com/ada.png',
    }
    await inEveryWorld({ seed: SEED }, async ({ scim }) => {
      const { user } = await scim.createUser(toUser(before, scim.dialect))
      expect(withoutPhoto(canonicalAttributes(user, scim.dialect))).toEqual(before)
      await scim.patchUser(user.id, toPartial(before, to, scim.dialect))
      const { user: read } = await scim.readUser(user.id)
      expect(canonicalAttributes(read, scim.dialect)).toEqual(changed(before, to))
      expect(user.photos?.[0]?.value).not.toBe(to.photo)
      await scim.patchUser(user.id, toPartial(before, { photo: null }, scim.dialect))
      expect(canonicalAttributes((await scim.readUser(user.id)).user, scim.dialect).photo).not.toBe(to.photo)
    })
  })

  it('creates a guest and changes when its access ends, in every world', async () => {
    const guest = {
      userName: 'kim',
      email: 'kim@partner.test',
      givenName: 'Kim',
      guestUntil: '2027-01-31T00:00:00Z',
    }
    await inEveryWorld({}, async ({ scim }) => {
      const { user } = await scim.createUser(toUser(guest, scim.dialect, { guest: true }))
      const read = canonicalAttributes(user, scim.dialect)
      expect(read.guestUntil).toBe('2027-01-31T00:00:00Z')
      await scim.patchUser(user.id, toPartial(read, { guestUntil: '2027-06-01T00:00:00Z' }, scim.dialect))
      const later = (await scim.readUser(user.id)).user
      expect(canonicalAttributes(later, scim.dialect).guestUntil).toBe('2027-06-01T00:00:00Z')
      const gone = toPartial(canonicalAttributes(later, scim.dialect), { guestUntil: null }, scim.dialect)
      await scim.patchUser(user.id, gone)
      const { user: last } = await scim.readUser(user.id)
      expect(last[scim.dialect.urns.guest]).toMatchObject({ type: 'multi' })
      expect(canonicalAttributes(last, scim.dialect).guestUntil).toBeUndefined()
    })
  })

  it('changes nothing when the account has the attributes', () => {
    const { scim } = openPlace('2.0')
    fc.assert(
      fc.property(people, (attributes) => {
        const { photo: _photo, ...wanted } = attributes
        expect(toPartial(attributes, wanted, scim.dialect)).toEqual({})
      }),
    )
  })

  it('reads an account whose attributes have the wrong types', () => {
    const { scim } = openPlace('2.0')
    const user = {
      userName: 7,
      emails: 'x',
      phoneNumbers: [null],
      roles: ['lead'],
      addresses: [{ locality: {} }],
    }
    expect(canonicalAttributes(user as never, scim.dialect)).toEqual({ userName: '7', role: 'lead' })
  })

  it('patches the same state by applyPatch', () => {
    const { scim } = openPlace('1.1')
    const partial = toPartial({ title: 'Engineer', city: 'Berlin' }, { title: 'Lead' }, scim.dialect)
    expect(applyPatch({ title: 'Engineer' }, partial)).toEqual({ title: 'Lead' })
  })
})

describe('canonicalValue', () => {
  it.each([
    ['userName', ' Ada.Lovelace@acme.test ', 'ada.lovelace'],
    ['userName', 'Zoë Christopherson-Longname', 'zoe_christopherson-lo'],
    ['userName', '_jo-', '_jo-'],
    ['userName', '🎉', ''],
    ['email', ' Jo@Example.COM', 'jo@example.com'],
    ['displayName', ' Kimmy ', 'Kimmy'],
    ['employeeNumber', '0042', '0042'],
    ['startDate', '2024-04-10T00:00:00+0000', '2024-04-10'],
    ['guestUntil', '2027-01-31', '2027-02-01T00:00:00Z'],
    ['guestUntil', '2027-01-31T01:00:00+0100', '2027-01-31T00:00:00Z'],
  ] as const)('makes of %s %s: %s', (attribute, text, expected) => {
    expect(canonicalValue(attribute, text)).toBe(expected)
  })

  it('is the same the second time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ATTRIBUTE_NAMES), fc.string(), (attribute, text) => {
        const once = canonicalValue(attribute, text)
        expect(canonicalValue(attribute, once)).toBe(once)
      }),
    )
  })
})

describe('isSameValue', () => {
  it('takes a shortened userName and replaced characters for what Slack made of them', () => {
    expect(isSameValue('userName', 'christopher.longname1', 'christopher.longnamed.person')).toBe(true)
    expect(isSameValue('displayName', 'O_Brien', "O'Brien")).toBe(true)
    expect(isSameValue('title', 'O_Brien', "O'Brien")).toBe(false)
  })

  it('takes the default zone for none', () => {
    expect(isSameValue('timezone', 'America/Los_Angeles', null)).toBe(true)
    expect(isSameValue('timezone', 'Europe/Berlin', null)).toBe(false)
  })

  it('never takes a picture for another', () => {
    expect(isSameValue('photo', 'https://example.com/a.png', 'https://example.com/a.png')).toBe(false)
    expect(isSameValue('photo', 'https://example.com/a.png', null)).toBe(false)
    expect(isSameValue('photo', undefined, 'https://example.com/a.png')).toBe(false)
    // There is nothing to clear, and nothing to wait for.
    expect(isSameValue('photo', undefined, null)).toBe(true)
  })
})
