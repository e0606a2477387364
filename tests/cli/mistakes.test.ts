import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ASSUMPTIONS, slackWorlds } from '../../mocks/index.ts'
import { VERSION } from '../../src/protocol/version.ts'
import { run, runHere, temporary } from './run.ts'

const MISTAKES: readonly (readonly [args: string, expected: string | RegExp])[] = [
  ['emulat', 'Did you mean emulate?'],
  ['emulate --prot 4010', 'Did you mean --port?'],
  ['emulate --sed seed.json', 'Did you mean --seed?'],
  ['emulate 4010', 'too many arguments'],
  ['emulate --port', 'argument missing'],
  ['emulate --port http', 'whole number from 0 to 65535'],
  ['emulate --port 65536', 'whole number from 0 to 65535'],
  ['emulate --users -1', 'whole number'],
  ['emulate --users 0', 'whole number from 1'],
  ['emulate --users 3 --seed seed.json', 'cannot be used with'],
  ['emulate --seed seed.json --groups 3', 'cannot be used with'],
  ['emulate --world lenien', 'did you mean lenient?'],
  ['emulate --world put-without-active', 'did you mean put-without-active=keeps?'],
  ['emulate --assume put-without-active', 'Write it as name=value'],
  ['emulate --assume put-without-activ=keeps', 'did you mean put-without-active?'],
  ['emulate --assume put-without-active=kept', 'It can be deactivates, keeps'],
  ['emulate --limits token', 'Allowed choices are token-bucket'],
  ['emulate --clock fast', 'real, manual, or a factor'],
  ['emulate --clock 0x', 'real, manual, or a factor'],
  ['emulate --seed no-such-file.json', '--seed no-such-file.json: the file does not exist'],
  ['emulate --seed README.md', 'must end in .json, .yaml, .yml'],
  ['emulate --faults no-such-file.yaml', '--faults no-such-file.yaml: the file does not exist'],
  ['emulate --host nowhere.invalid', '--host nowhere.invalid'],
  ['emulate init seed.txt', 'must end in .yaml, .yml or .json'],
  ['emulate init --force', "unknown option '--force'"],
]

describe('a mistake', () => {
  it.each(MISTAKES)('ends `%s` with 1, nothing on stdout, and %j', async (args, expected) => {
    const { code, output, errors } = await runHere(...args.split(' '))
    expect([code, output]).toEqual([1, ''])
    expect(errors).toMatch(/^error: /)
    expect(errors).toContain(expected)
    expect(errors).not.toMatch(/^ +at /m)
  })

  it('in a seed is named with file, line, column and a suggestion', async () => {
    const file = join(temporary(), 'seed.yaml')
    writeFileSync(
      file,
      [
        'users:',
        '  - userName: jo',
        '    emial: jo@x.test',
        "    active: 'no'",
        '    enterprise:',
        '      employeeNumber: 0042',
        'goups: []',
      ].join('\n'),
    )
    const { code, errors } = await runHere('emulate', '--seed', file)
    expect(code).toBe(1)
    expect(errors).toContain(`${file}:3:12: users[0].emial: unknown key: did you mean 'email'?`)
    expect(errors).toContain(`${file}:4:13: users[0].active: must be boolean, not "no"`)
    expect(errors).toContain(
      `${file}:6:23: users[0].enterprise.employeeNumber: must be a string, not 42: write it in quotes`,
    )
    expect(errors).toContain(`${file}:7:8: goups: unknown key: did you mean 'groups'?`)
  })

  it('in a seed that contradicts itself is told as the emulator tells it', async () => {
    const file = join(temporary(), 'seed.json')
    writeFileSync(file, JSON.stringify({ groups: [{ displayName: 'G', members: ['nobody'] }] }))
    const { code, errors } = await runHere('emulate', '--seed', file)
    expect([code, errors]).toEqual([1, expect.stringMatching(/^error: .*nobody.*\n$/)])
  })
})

describe('help', () => {
  it('of emulate lists every option, assumption and kind of world, and how to run it outside of a project', async () => {
    const { code, output, errors } = await runHere('emulate', '--help')
    expect([code, errors]).toEqual([0, ''])
    for (const [name, { options }] of Object.entries(ASSUMPTIONS)) {
      expect(output).toContain(`  ${name}=${options[0]} (default), ${options.slice(1).join(', ')}\n`)
    }
    for (const { name } of slackWorlds().filter((world) => world.name.includes(' ')))
      expect(output).toContain(name)
    expect(output).toContain('npx -p slack-scim slack-scim emulate')
    expect(output).not.toContain('npx slack-scim')
  })

  it('of the program names its commands; without a command it is an error', async () => {
    expect(await runHere('--help')).toEqual({
      code: 0,
      output: expect.stringContaining('emulate'),
      errors: '',
    })
    expect(await runHere()).toEqual({ code: 1, output: '', errors: expect.stringContaining('emulate') })
  })

  it('--version prints the version', async () => {
    const ended = { code: 0, output: `${VERSION}\n`, errors: '' }
    expect(await runHere('--version')).toEqual(ended)
    expect(await runHere('emulate', '--version')).toEqual(ended)
  })
})

describe('the process', () => {
  it('ends with the code and the message of a mistake', async () => {
    const { code, output, errors } = await run('emulate', '--prot', '4010').ended
    expect([code, output, errors]).toEqual([1, '', expect.stringContaining('Did you mean --port?')])
  })
})
