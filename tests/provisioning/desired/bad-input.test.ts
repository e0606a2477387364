import { describe, expect, it } from 'vitest'
import { type Attributes, readDesired, SCIMSourceError } from '../../../src/provisioning/index.ts'
import { failure } from '../../support/outcome.ts'
import { problemsOf, row } from './read.ts'

describe('readDesired refuses', () => {
  it('two rows with one key, naming both lines', async () => {
    expect(await problemsOf([row(2), row(3, {}, '2')])).toEqual([
      'people.csv:3 key 2: is also that of people.csv:2: give each row its own',
    ])
  })

  it('keys that are no texts, empty, or have control characters', async () => {
    const keys = [42 as unknown as string, ' ', 'a\u0007']
    expect(await problemsOf(keys.map((key, n) => row(n + 2, {}, key)))).toEqual([
      'people.csv:2 key: must be a text: a number may have lost leading zeros',
      'people.csv:3 key: is empty: give each row the stable name of its person',
      'people.csv:4 key: has the control character U+0007: remove it',
    ])
  })

  it('an address that two people have, as first or second one, without regard to case', async () => {
    const problems = await problemsOf([
      row(2, { email: 'Jo@acme.test' }),
      row(3, { email: 'jo@ACME.test' }),
      row(4, { secondEmail: 'jo@acme.test ' }),
      row(5, { secondEmail: 'user5@acme.test' }),
    ])
    expect(problems.map((problem) => problem.split(': give')[0])).toEqual([
      'people.csv:3 3: email: is also that of people.csv:2 (2)',
      'people.csv:4 4: secondEmail: is also that of people.csv:2 (2)',
      'people.csv:5 5: secondEmail: is also the email of the same person',
    ])
  })

  it('two names that are the same after 21 characters', async () => {
    const [problem] = await problemsOf([
      row(2, { userName: 'christopher.longlastname.a' }),
      row(3, { userName: 'Christopher.LongLastName.b' }),
    ])
    expect(problem).toMatch(
      /^people\.csv:3 3: userName: is also that of people\.csv:2 \(2\): .* 21 characters/,
    )
  })

  it.each<readonly [attributes: object, message: string]>([
    [{ userNmae: 'jo' }, 'userNmae: unknown: did you mean userName?'],
    [{ zodiac: 'lion' }, 'zodiac: unknown: there are userName, displayName'],
    [{ title: '' }, 'title: is empty: leave it out to leave it alone, or give null to clear it'],
    [{ employeeNumber: 42 }, 'employeeNumber: must be a text: the number 42 may have lost leading zeros'],
    [{ title: ['Lead'] }, 'title: must be a text, or null to clear it'],
    [{ title: 'Lead\u0000' }, 'title: has the control character U+0000: remove it'],
    [{ title: 'a\nb' }, 'title: has the control character U+000A: remove it'],
    [{ title: '\u200bLead' }, 'title: begins or ends with an invisible character: remove it'],
    [{ title: '\ud83d' }, 'title: is no valid Unicode: it has half of a character'],
    [{ displayName: 'Jo 🎉' }, 'displayName: has an emoji: Slack refuses it'],
    [{ userName: 'jo🎉' }, 'userName: has an emoji: Slack refuses it'],
    [{ displayName: '@jo' }, 'displayName: begins with @: leave it out'],
    [{ displayName: 'x'.repeat(81) }, 'displayName: is longer than 80 characters: shorten it'],
    [{ userName: '日本' }, 'userName: has no character that Slack keeps'],
    [{ userName: null }, 'userName: cannot be cleared in Slack: leave it out'],
    [{ email: null }, 'email: cannot be cleared in Slack: leave it out'],
    [{ givenName: null, familyName: null }, 'givenName: cannot be cleared together with familyName'],
    [{ email: 'jo' }, 'email: must be an email address'],
    [{ timezone: 'Mars/Base' }, 'timezone: is no time zone: use an IANA name such as Europe/Berlin'],
    [{ startDate: '10.04.2024' }, 'startDate: must be a date: write YYYY-MM-DD'],
    [{ startDate: '2024-02-30' }, 'startDate: must be a date: write YYYY-MM-DD'],
    [{ guestUntil: '2027-01-31T10:00' }, 'guestUntil: must be a date'],
    [{ photo: 'ada.png' }, 'photo: must be a public https: or http: URL'],
  ])('%j', async (attributes, message) => {
    const problems = await problemsOf([row(7, attributes as Attributes)])
    expect(problems).toHaveLength(1)
    expect(problems[0]?.slice(0, 'people.csv:7 7: '.length + message.length)).toBe(
      `people.csv:7 7: ${message}`,
    )
  })

  it('a manager whom no source has', async () => {
    expect(await problemsOf([row(2, { manager: '99' })])).toEqual([
      'people.csv:2 2: manager: no source has the person 99: give the key of a person',
    ])
  })

  it('people who report to themselves, once for each cycle', async () => {
    const problems = await problemsOf([
      row(1, { manager: '2' }),
      row(2, { manager: '3' }),
      row(3, { manager: '4' }),
      row(4, { manager: '2' }),
      row(5, { manager: '5' }),
      row(6, { manager: '1' }),
    ])
    expect(problems).toEqual([
      'people.csv:2 2: manager: reports to themselves: 2 → 3 → 4 → 2: clear one of these',
      'people.csv:5 5: manager: reports to themselves: 5 → 5: clear one of these',
    ])
  })

  it('a cycle of 100,000 managers without running out of stack', async () => {
    const people = Array.from({ length: 100_000 }, (_, n) => row(n, { manager: `${(n + 1) % 100_000}` }))
    const [problem] = await problemsOf(people)
    expect(problem).toContain('→ … (100000 people) → 0')
  })

  it('groups with wrong names, and members whom no source has', async () => {
    const many = Array.from({ length: 14 }, (_, n) => `x${n}`)
    expect(
      await problemsOf(
        [row(2)],
        [
          { key: 'a', name: 'Design', members: ['2', '99'], origin: 'groups.csv:2' },
          { key: 'b', name: 'design', members: many, origin: 'groups.csv:3' },
          { key: 'c', name: ' ', members: [], origin: 'groups.csv:4' },
          { key: 'a', members: [], origin: 'groups.csv:5' },
        ],
      ),
    ).toEqual([
      'groups.csv:2 a: members: no source has 99: give keys of people',
      'groups.csv:3 b: name: is also that of groups.csv:2 (a): give each group another',
      'groups.csv:3 b: members: no source has x0, x1, x2, x3, x4, x5, x6, x7, x8, x9 and 4 more: give keys of people',
      'groups.csv:4 c: name: is empty: give the group a name',
      'groups.csv:5 key a: is also that of groups.csv:2: give each row its own',
    ])
  })

  it('a guest and a mode that are no values, which would be taken for one', async () => {
    const guests = [null, 'false', 0].map((guest, n) => ({
      ...row(n + 2),
      guest: guest as unknown as boolean,
    }))
    const modes = [undefined, 'Exact'].map((mode, n) => ({
      key: `g${n}`,
      members: ['2'],
      mode: mode as unknown as 'exact',
    }))
    const source = {
      name: 'hr',
      owns: {},
      async *read() {
        yield* guests.map((person) => ({ ...person, active: true }))
        yield* modes
      },
    }
    const { issues } = await failure(readDesired([source]), SCIMSourceError)
    const guestMessage = 'guest: must be true or false: leave it out if the source does not say'
    expect(issues.map(({ message }) => message)).toEqual([
      'g0: mode: must be add or exact',
      'g1: mode: must be add or exact',
      ...['2', '3', '4'].map((key) => `${key}: ${guestMessage}`),
    ])
  })

  it('everything at once, not only the first problem', async () => {
    const people = Array.from({ length: 25 }, (_, n) => row(n + 2, { email: 'x', timezone: 'y' }))
    expect(await problemsOf(people)).toHaveLength(50)
  })
})
