import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { company, configOf } from '../company.ts'
import { emulatedCompany, type Initialized, initialize, writesOf } from '../initialized.ts'
import { runAt, runHere } from '../run.ts'

const slack = emulatedCompany(30)

let linked: Initialized
let requests = 0
beforeEach(async () => {
  slack.emulator.reset()
  linked = await initialize(slack)
  requests = slack.emulator.events.length
})

/** Expects that a command ends with 1, one message and no stack, before it asks Slack anything, or changes anything. */
async function expectRefused(
  args: readonly string[],
  message: string | RegExp,
  asks: boolean = false,
): Promise<void> {
  const { code, output, errors } = await runHere(...args)
  expect([args, code, output, errors]).toEqual([args, 1, '', expect.stringMatching(message)])
  expect(errors).not.toMatch(/^ +at /m)
  if (!asks) expect(slack.emulator.events.length).toBe(requests)
  expect(writesOf(slack)).toBe(0)
}

const HEADER = 'id,userName,email\n'

describe('a line of 64 MB', () => {
  it.each([
    ['people.csv', `${HEADER}1,`, 'people.csv:2: the row is longer than 1 million characters'],
    ['people.ndjson', '{"id":"', 'people.ndjson:1'],
    ['people.json', '[{"id":"', 'people.json:1:64000009: is no JSON from here on'],
    ['people.yaml', '- id: ', 'people.yaml: is longer than'],
  ])('in %s is refused in bounded memory', async (file, beginning, message) => {
    const content = Buffer.concat([Buffer.from(beginning), Buffer.alloc(64_000_000, 'x')])
    const format = file.slice(file.indexOf('.') + 1)
    const config = company({
      [file]: content,
      'slack-scim.config.yaml': configOf(`{ ${format}: ${file}, key: id }`),
    })
    // JSON is read whole, up to 200 million characters.
    const small = { env: { NODE_OPTIONS: `--max-old-space-size=${format === 'json' ? 600 : 100}` } }
    const { code, errors } = await runAt(small, 'plan', '--config', config, ...slack.at).ended
    expect([code, errors]).toEqual([1, expect.stringContaining(message)])
    expect(slack.emulator.events.length).toBe(requests)
  })
})

describe('a file that is not UTF-8', () => {
  const utf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le')
  const withMark = (text: string): Uint8Array => utf16(`\uFEFF${text}`)
  const swapped = (text: string): Uint8Array => Buffer.from(withMark(text)).swap16()
  const ENCODINGS = [
    ['UTF-16 with its mark', withMark],
    ['UTF-16 of the other order', swapped],
    ['UTF-16 without its mark', utf16],
    ['Latin-1', (text: string): Uint8Array => Buffer.from(`${text}é`, 'latin1')],
    ['UTF-8 with a NUL', (text: string): Uint8Array => Buffer.from(`${text}\0`)],
  ] as const
  const CONTENTS = [
    ['csv', `${HEADER}1,ada,ada@x.test\n`],
    ['json', '[{"id":"1","userName":"ada","email":"ada@x.test"}]'],
    ['ndjson', '{"id":"1","userName":"ada","email":"ada@x.test"}\n'],
    ['yaml', '- { id: "1", userName: ada, email: ada@x.test }\n'],
  ] as const

  it.each(ENCODINGS)('but %s is refused as a source of every format', async (_name, encode) => {
    for (const [format, text] of CONTENTS) {
      const people = `people.${format}`
      const config = configOf(`{ ${format}: ${people}, key: id }`)
      const path = company({ [people]: encode(text), 'slack-scim.config.yaml': config })
      await expectRefused(
        ['plan', '--config', path, ...slack.at],
        new RegExp(`^error: people\\.${format}:\\d+`),
      )
    }
  })

  it.each(ENCODINGS)(
    'but %s is refused as a configuration, a plan, a list and a file of links',
    async (_name, encode) => {
      const at = (name: string, text: string): string => {
        const path = join(linked.folder, name)
        writeFileSync(path, encode(text))
        return path
      }
      const { at: options } = linked
      await expectRefused(
        ['plan', '--config', at('other.yaml', 'sources: []\n'), ...slack.at],
        /^error: --config .*other\.yaml/,
      )
      await expectRefused(['show', at('plan.json', '{"format":1}')], /^error: /)
      await expectRefused(
        ['adopt', '--file', at('links.csv', 'key,id\n1,U1\n'), ...options],
        /^error: .*links\.csv/,
      )
      await expectRefused(
        ['plan', 'deactivate', '--from', at('list.csv', 'email\na@x.test\n'), ...options],
        /^error: .*list\.csv/m,
        true,
      )
    },
  )
})

describe('a file that a spreadsheet has saved', () => {
  it.each([
    ['semicolons', ';', "has ';': set delimiter: ';'"],
    ['tabulators', '\t', 'has "\\t": set delimiter: "\\t"'],
  ])('with %s is refused with what to set, which works', async (_name, delimiter, message) => {
    linked.edit('people.csv', (text) => text.replaceAll(',', delimiter).replaceAll('\n', '\r\n'))
    await expectRefused(['plan', ...linked.at], message.replace(/["\\]/g, '\\$&'))
    linked.edit('slack-scim.config.yaml', (text) =>
      text.replace('csv: people.csv,', `csv: people.csv, delimiter: ${JSON.stringify(delimiter)},`),
    )
    expect(await linked.run('plan', '--quiet', '--detailed-exitcode')).toMatchObject({ code: 0 })
  })

  it('has 0 rows: a guard refuses before Slack is asked', async () => {
    linked.edit('slack-scim.config.yaml', (text) => text.replace(/^ +groups: .*\n/m, ''))
    linked.edit('people.csv', (text) => `${text.split('\n')[0]}\n`)
    const { code, errors } = await linked.run('sync', '--quiet')
    expect([code, errors]).toEqual([3, expect.stringMatching(/^error: .*people/)])
    expect(slack.emulator.events.length).toBe(requests)
  })

  it('has another name since the plan was made', async () => {
    linked.edit('people.csv', (text) => text.replace(/,[^,]*,(E\d+),/, ',Chief,$1,'))
    const { output } = await linked.run('plan', '--quiet')
    requests = slack.emulator.events.length
    renameSync(join(linked.folder, 'people.csv'), join(linked.folder, 'people-old.csv'))
    const digest = /^Digest (\w+)$/m.exec(output)?.[1] ?? ''
    await expectRefused(['apply', '--expect', digest, ...linked.at], 'people.csv: the file does not exist')
  })
})
