import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { neutralCell, originalCell } from '../../../cli/sources/formula.ts'
import { company, configOf } from '../company.ts'
import { run, runHere } from '../run.ts'

const HEADER = 'id,userName,email,title,phone,groups\n'

async function problemsIn(csv: string | Uint8Array, config?: string): Promise<string> {
  const files = config === undefined ? {} : { 'slack-scim.config.yaml': config }
  const { code, output, errors } = await runHere(
    'check',
    '--config',
    company({ 'people.csv': csv, ...files }),
  )
  expect([code, output]).toEqual([1, ''])
  return errors
}

describe('a file of CSV', () => {
  it('is read with its groups, and a number is a text', async () => {
    const csv = `\uFEFF${HEADER}0042,ada,ada@x.test,Engineer,'+49 30 1,all;eng\n0043,bo,bo@x.test,,<clear>,all\n`
    const config = company({ 'people.csv': csv })
    const { code, output } = await run('check', '--config', config, '--json').ended
    expect(code).toBe(0)
    expect(
      output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { type: 'version', version: expect.any(String), format: 1 },
      { type: 'source', name: 'hr', rows: 2, active: 2, takenAt: expect.any(String) },
      { type: 'group', key: 'all', name: 'all', mode: 'add', members: 2 },
      { type: 'group', key: 'eng', name: 'eng', mode: 'add', members: 1 },
      { type: 'check', ok: true, people: 2, groups: 2 },
    ])
  })

  it('may have another delimiter, CRLF and empty lines', async () => {
    const config = configOf("{ csv: people.csv, key: id, delimiter: ';' }")
    const csv = 'id;userName;email\r\n\r\n1;ada;ada@x.test\r\n'
    const path = company({ 'people.csv': csv, 'slack-scim.config.yaml': config })
    expect((await runHere('check', '--config', path)).output).toContain('1 person, 0 groups: no problem.')
  })

  it.each([
    [
      'an unclosed quote, where it opened',
      `${HEADER}1,ada,a@x.test,"Engi\n2,bo,b@x.test,x,,\n`,
      'people.csv:2:16: quote: opens here',
    ],
    [
      'text behind a quote',
      `${HEADER}1,ada,a@x.test,"E"x,,\n`,
      'people.csv:2: quote: text follows a closing quote',
    ],
    ['a quote within a cell', `${HEADER}1,ada,a@x.test,E"x,,\n`, 'people.csv:2: quote: stands within a cell'],
    ['a short row', `${HEADER}1,ada\n`, 'people.csv:2: has 2 cells, and the header 6: is the line cut off?'],
    ['a long row', `${HEADER}1,ada,a@x.test,E,,,x\n`, 'people.csv:2: has 7 cells, and the header 6'],
    ['a repeated column', 'id,email,email\n', "people.csv:1: column 'email': stands twice"],
    ['an unknown column', 'id,emial\n', "people.csv:1: column 'emial': unknown: did you mean email?"],
    [
      'a repeated key',
      `${HEADER}1,ada,a@x.test,,,\n\n1,bo,b@x.test,,,\n`,
      'people.csv:4: key 1: is also that of people.csv:2',
    ],
    ['no content', '', 'people.csv:1: is empty'],
    ['NUL', `${HEADER}1,a\0da,a@x.test,,,\n`, 'people.csv:2:4: has a NUL'],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x69, 0]), 'people.csv:1:1: is UTF-16: save it as UTF-8'],
    ['Latin-1', Buffer.from(`${HEADER}1,M\xfcller\n`, 'latin1'), 'people.csv:2:4: is not UTF-8'],
    ['half a character at the end', Buffer.from(`${HEADER}1,M\xfc`, 'latin1'), 'is not UTF-8'],
  ])('with %s is refused', async (_name, csv, expected) => {
    expect(await problemsIn(csv)).toContain(expected)
  })

  it('tells every problem of a file at once', async () => {
    const csv = `${HEADER}1,ada,ada\n,bo,b@x.test,,,\n3,\x1b[31mcy,nowhere,,,\n`
    const errors = await problemsIn(csv)
    expect(errors).toContain('people.csv:2: has 3 cells')
    expect(errors).toContain('people.csv:3: id: is empty')
    expect(errors).toContain('people.csv:4: 3: email: must be an email address')
    expect(errors).toContain('people.csv:4: 3: userName: has the control character U+001B')
    expect(errors).not.toContain('\x1b')
  })

  it('with fewer rows than expectRows is refused', async () => {
    const config = configOf('{ csv: people.csv, key: id, expectRows: 3 }')
    expect(await problemsIn(`${HEADER}1,ada,a@x.test,,,\n`, config)).toContain(
      'people.csv: has 1 row, and expectRows is 3: is the file whole?',
    )
  })

  it('that is not there, or is a folder, is refused', async () => {
    const { errors } = await runHere('check', '--config', company({}))
    expect(errors).toContain('people.csv: the file does not exist')
    const folder = await runHere('check', '--config', company({ 'people.csv/x': '' }))
    expect(folder.errors).toContain('people.csv: is a folder: name a file')
  })

  it('with a line of 40 MB is refused in bounded memory', async () => {
    const csv = Buffer.concat([Buffer.from(`${HEADER}1,"`), Buffer.alloc(40_000_000, 'x')])
    const config = company({ 'people.csv': csv })
    const { code, errors } = await run('check', '--config', config).ended
    expect([code, errors]).toEqual([
      1,
      expect.stringContaining('people.csv:2: the row is longer than 1 million characters'),
    ])
  })
})

describe('neutralCell', () => {
  it('is undone by originalCell, and begins with nothing that a spreadsheet runs', () => {
    const text = fc.oneof(
      fc.string(),
      fc
        .tuple(fc.constantFrom('=', '+', '-', '@', "'=", "''+", "'"), fc.string())
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (value) => {
        const cell = neutralCell(value)
        expect(originalCell(cell)).toBe(value)
        expect('=+-@\t\r'.includes(cell[0] ?? 'x')).toBe(false)
      }),
    )
  })
})
