import { describe, expect, it } from 'vitest'
import { ATTRIBUTE_NAMES, type Attributes, type Owns } from '../../../src/provisioning/index.ts'
import { VERSIONS, wantedWorlds } from '../../support/worlds.ts'
import { openCompany, type Person } from './company.ts'

/** A value of every attribute. */
const EVERYTHING: Attributes = {
  userName: 'a.very.long.user.name.of.somebody',
  displayName: 'Ünal 𠮷野 O’Neil',
  givenName: 'Ünal',
  familyName: "O'Neil",
  honorificPrefix: 'Dr.',
  email: 'Unal.ONeil@Acme.test',
  secondEmail: 'unal@home.test',
  title: 'Engineer & more',
  phone: '+49 30 1234',
  mobile: '+49 170 1234',
  employeeNumber: '0042',
  costCenter: 'C1',
  organization: 'Acme',
  division: 'East',
  department: 'R&D',
  manager: '0',
  userType: 'Employee',
  role: 'admin of things',
  timezone: 'Europe/Berlin',
  locale: 'de-DE',
  preferredLanguage: 'de',
  street: 'Main 1, 2nd floor',
  city: 'Berlin',
  region: 'BE',
  postalCode: '01234',
  country: 'DE',
  photo: 'https://acme.test/unal.png',
  startDate: '2026-01-31',
}

const ALWAYS: Owns = Object.fromEntries(ATTRIBUTE_NAMES.map((name) => [name, 'always']))
const POLICY = { allow: ['createUser', 'updateUser', 'clear', 'changeEmail', 'changeUserName'] as const }

const member: Person = { key: 'full', attributes: EVERYTHING }
const guest: Person = {
  key: 'guest',
  guest: true,
  attributes: {
    ...EVERYTHING,
    userName: 'guest',
    email: 'guest@acme.test',
    employeeNumber: '7',
    guestUntil: '2027-01-31',
  },
}

describe('a person with every attribute', { timeout: 300_000 }, () => {
  it.each([
    ['a member', member],
    ['a guest', guest],
  ])('comes to rest as %s, in every plausible Slack', async (_name, person) => {
    const failures: string[] = []
    for (const version of VERSIONS) {
      for (const world of wantedWorlds()) {
        const company = await openCompany({ people: 3, version, world, owns: ALWAYS })
        const wanted = [...company.people, person]
        const report = await company.apply(await company.plan(wanted, { policy: POLICY }), { policy: POLICY })
        const later = wanted.map((one) =>
          one.key === person.key
            ? {
                ...one,
                attributes: { ...one.attributes, title: 'Director', phone: '+49 30 99', city: 'Köln' },
              }
            : one,
        )
        const second = await company.plan(wanted, { policy: POLICY })
        const third = await company.apply(await company.plan(later, { policy: POLICY }), { policy: POLICY })
        const fourth = await company.plan(later, { policy: POLICY })
        const seen = {
          outcomes: [report.outcome, third.outcome],
          failures: [...report.failures, ...third.failures],
          held: [...report.held, ...third.held],
          steps: [...second.steps, ...fourth.steps].map((step) =>
            'to' in step ? [step.id, step.to] : step.id,
          ),
          drift: [...second.drift, ...fourth.drift].map(({ attribute }) => attribute),
        }
        const wants = { outcomes: ['equal', 'equal'], failures: [], held: [], steps: [], drift: [] }
        if (JSON.stringify(seen) !== JSON.stringify(wants))
          failures.push(`${version}, ${world.name}: ${JSON.stringify(seen)}`)
      }
    }
    expect(failures).toEqual([])
  })
})
