import { describe, expect, it } from 'vitest'
import {
  ATTRIBUTE_NAMES,
  type PeopleTableOptions,
  peopleTable,
  SCIMSourceError,
} from '../../../src/provisioning/index.ts'
import { thrown } from '../../support/thrown.ts'

const NOW = new Date('2026-11-29T09:00:00Z')

function table(header: string, options: Partial<PeopleTableOptions> = {}) {
  const columns = header.split(',')
  const reader = peopleTable({ file: 'people.csv', header: columns, key: 'id', now: NOW, ...options })
  const person = (row: string, line = 2) => {
    const cells = row.split(',')
    return reader.person(Object.fromEntries(columns.map((name, n) => [name, cells[n] ?? ''])), line)
  }
  return { ...reader, person }
}

function headerProblems(header: string, options: Partial<PeopleTableOptions> = {}): string[] {
  return thrown(SCIMSourceError, () => table(header, options)).issues.map(({ message }) => message)
}

describe('peopleTable', () => {
  it('leaves an attribute alone for an empty cell, clears it for <clear>, and keeps zeros', () => {
    const { person, end } = table('id,email,title,phone,employeeNumber')
    expect(person('0042, jo@acme.test ,,<clear>,0042')).toEqual({
      key: '0042',
      active: true,
      attributes: { email: 'jo@acme.test', phone: null, employeeNumber: '0042' },
      guest: undefined,
      origin: 'people.csv:2',
    })
    end()
  })

  it('takes every attribute as a column', () => {
    const { person } = table(['id', ...ATTRIBUTE_NAMES].join(','))
    const values = ATTRIBUTE_NAMES.map((name) => `${name}!`)
    expect(Object.keys(person(['1', ...values].join(','))?.attributes ?? {})).toEqual([...ATTRIBUTE_NAMES])
  })

  it.each(['constructor', 'toString', '__proto__'])('finds no cell where a row has no column %s', (key) => {
    const reader = peopleTable({ file: 'people.csv', header: [key, 'title'], key, now: NOW })
    expect(reader.person({ title: 'Engineer' }, 2)).toBeUndefined()
    expect(thrown(SCIMSourceError, reader.end).issues[0]?.message).toContain(`${key}: is empty`)
  })

  it('reads columns by other names, and ignores some', () => {
    const { person } = table('id,Mail,internal', { columns: { Mail: 'email', internal: null } })
    expect(person('1,jo@acme.test,secret')?.attributes).toEqual({ email: 'jo@acme.test' })
  })

  it('decides who is active by texts and by dates', () => {
    const { person, end } = table('id,status,activeFrom,activeUntil,guest', {
      columns: { status: 'active' },
      active: { Active: true, left: false },
      timeZone: 'Asia/Tokyo',
    })
    expect(person('1,active,,')?.active).toBe(true)
    expect(person('2,LEFT,,')?.active).toBe(false)
    expect(person('3,active,2026-11-30,')?.active).toBe(false)
    expect(person('4,active,,2026-11-28')?.active).toBe(false)
    expect(person('5,active,2026-11-29,2026-11-29,true')).toMatchObject({ active: true, guest: true })
    end()
  })

  it('collects the memberships of the column groups', () => {
    const { person, memberships } = table('id,groups')
    person('1,a; b;')
    person('2,b;b')
    expect([...memberships]).toEqual([
      ['a', ['1']],
      ['b', ['1', '2']],
    ])
  })

  it('tells at the end what is wrong with each row', () => {
    const { person, end } = table('id,active,activeFrom,guest')
    expect(person(',true,,', 2)).toBeUndefined()
    person('1,maybe,,', 3)
    person('2,,,', 4)
    person('3,true,soon,', 5)
    person('4,true,,perhaps', 6)
    expect(thrown(SCIMSourceError, end).issues).toEqual([
      { file: 'people.csv', line: 2, message: 'id: is empty: give each row the stable name of its person' },
      { file: 'people.csv', line: 3, message: "active: is 'maybe': write true or false" },
      { file: 'people.csv', line: 4, message: 'active: is empty: write true or false' },
      {
        file: 'people.csv',
        line: 5,
        message: 'activeFrom, activeUntil: must be dates: write YYYY-MM-DD or an ISO 8601 time',
      },
      { file: 'people.csv', line: 6, message: "guest: is 'perhaps': write true or false" },
    ])
  })

  it.each<readonly [header: string, options: Partial<PeopleTableOptions>, messages: string[]]>([
    ['id,emial', {}, ["column 'emial': unknown: did you mean email?"]],
    ['email', {}, ["column 'id': is missing: there are 'email'"]],
    ['id,email,email', {}, ["column 'email': stands twice: remove one"]],
    [
      'id,email,Mail',
      { columns: { Mail: 'email' } },
      ["column 'Mail': holds email, as 'email' does: ignore one"],
    ],
    ['id', { columns: { Mail: 'email' } }, ["column 'Mail': is missing: there are 'id'"]],
  ])('refuses the header %s', (header, options, messages) => {
    expect(headerProblems(header, options)).toEqual(messages)
  })

  it('lists what there is for a column that is like none', () => {
    expect(headerProblems('id,zodiac')[0]).toMatch(/^column 'zodiac': unknown: there are id, userName, /)
  })

  it('ignores unknown columns if it is told to', () => {
    expect(table('id,zodiac', { ignoreOthers: true }).person('1,lion')?.attributes).toEqual({})
  })

  it('quotes hostile names without control characters, and not endlessly', () => {
    const [message] = headerProblems(`id,${'\u001b'.repeat(3)}${'x'.repeat(100)}`)
    expect(message).toMatch(/^column '�{3}x{37}…': unknown/)
  })
})
