import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  createReadStream,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { beforeEach, describe, expect, it } from 'vitest'
import { emulatedCompany, type Initialized, initialize, writesOf } from '../initialized.ts'
import { type Ended, runAt, temporary } from '../run.ts'

const slack = emulatedCompany(60, { assumptions: { 'deactivation-visibility': 'at-once' } })

let company: Initialized
beforeEach(async () => {
  slack.emulator.reset()
  company = await initialize(slack)
  company.edit('people.csv', (csv) => csv.replace(/,[^,]*,(E\d+),/, ',Chief,$1,'))
})

/** A shell that runs a command after something, such as a limit. */
const shellOf = (line: string): readonly string[] => ['bash', '-c', `${line} exec "$@"`, 'bash']

/** Takes away what lets root write and read everything. */
const WITHOUT_RIGHTS = ['setpriv', '--bounding-set', '-dac_override,-dac_read_search', '--']
const isRoot = process.getuid?.() === 0

const start = (through: readonly string[], ...args: string[]): Promise<Ended> =>
  runAt({ through, cwd: company.folder }, ...args).ended
const startWithoutRights = (...args: string[]): Promise<Ended> => start(isRoot ? WITHOUT_RIGHTS : [], ...args)

/** All files of the journal, with their content. */
function journalFiles(): Readonly<Record<string, string>> {
  const folder = join(company.folder, '.slack-scim')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /ndjson|seal|secret/.test(name),
  )
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

describe('a disk that is full', () => {
  it('leaves no half of a file, and what was there stays', async () => {
    writeFileSync(join(company.folder, 'users.csv'), 'before')
    const before = readdirSync(company.folder)
    const [init, plan, exported] = await Promise.all([
      start(shellOf('ulimit -f 2;'), 'init', 'new', '--from-slack', ...slack.at),
      start(shellOf('ulimit -f 0;'), 'plan', ...company.at, '--out', 'plan.json'),
      start(shellOf('ulimit -f 1;'), 'export', 'users', ...slack.at, '--out', 'users.csv'),
    ])
    expect([init.code, init.output, readdirSync(join(company.folder, 'new'))]).toEqual([
      1,
      '',
      ['.slack-scim'],
    ])
    expect(init.errors).toContain('error: init new/people.csv: the file is larger than is allowed here')
    expect([plan.code, plan.output, plan.errors]).toEqual([
      1,
      '',
      expect.stringMatching(/error: --out plan\.json: the file is larger than is allowed here\n$/),
    ])
    expect([exported.code, exported.errors]).toEqual([
      1,
      expect.stringContaining('--out users.csv: the file is'),
    ])
    expect(readdirSync(company.folder).filter((name) => name !== 'new')).toEqual(before)
    expect(readFileSync(join(company.folder, 'users.csv'), 'utf8')).toBe('before')
  })

  it('stops a run before it sends anything, and the journal goes on when there is room', async () => {
    const before = journalFiles()
    const { code, errors } = await start(shellOf('ulimit -f 0;'), 'sync', ...company.at, '--quiet')
    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(/^error: journal: .*: cannot be written: EFBIG/),
    ])
    expect([writesOf(slack), journalFiles()]).toEqual([0, expect.objectContaining(before)])
    // A lease that could not be written whole counts as held for a while.
    const lease =
      readdirSync(join(company.folder, '.slack-scim'))
        .filter((name) => name.endsWith('.lease'))
        .at(-1) ?? ''
    const path = join(company.folder, '.slack-scim', lease)
    if (readFileSync(path, 'utf8') === '') writeFileSync(path, '{"owner":"full disk","until":0}')
    expect((await company.run('sync', '--quiet')).code).toBe(0)
    expect(writesOf(slack)).toBe(1)
  })

  it('does not stop a run when it is that of the log', async () => {
    const { code, output } = await start(shellOf('exec 2>/dev/full;'), 'apply', ...company.at, '--yes')
    expect([code, output]).toEqual([0, expect.stringContaining('1 of 1 done')])
    expect(writesOf(slack)).toBe(1)
  })
})

describe('a file to write', () => {
  it('that is a pipe or a device stays one', async () => {
    const [pipe, full] = [join(company.folder, 'pipe'), join(company.folder, 'full')]
    execFileSync('mkfifo', [pipe])
    symlinkSync('/dev/full', full)
    const [read, ended] = await Promise.all([
      text(createReadStream(pipe)),
      company.run('plan', '--quiet', '--out', pipe),
    ])
    expect([ended.code, JSON.parse(read)]).toEqual([
      0,
      expect.objectContaining({ organization: 'E0EMULATOR' }),
    ])
    expect(lstatSync(pipe).isFIFO()).toBe(true)
    const refused = await company.run('plan', '--quiet', '--out', full)
    expect([refused.code, refused.errors]).toEqual([1, `error: --out ${full}: the disk is full\n`])
    expect(lstatSync(full).isSymbolicLink()).toBe(true)
  })

  it('that is a link is replaced, and what it leads to is not written', async () => {
    const [plan, other] = [join(company.folder, 'plan.json'), join(company.folder, 'other')]
    writeFileSync(other, 'other')
    symlinkSync(other, plan)
    expect((await company.run('plan', '--quiet', '--out', plan)).code).toBe(0)
    expect([readFileSync(other, 'utf8'), lstatSync(plan).isFile(), lstatSync(plan).mode & 0o777]).toEqual([
      'other',
      true,
      0o600,
    ])
  })

  it('that is a folder is refused before anything is sent', async () => {
    mkdirSync(join(company.folder, 'report'))
    const { code, errors } = await company.run(
      'apply',
      '--yes',
      '--quiet',
      '--report',
      join(company.folder, 'report'),
    )
    expect([code, errors]).toEqual([1, expect.stringContaining('report: is a folder: name a file')])
    expect(writesOf(slack)).toBe(0)
  })

  it('is not in the way of what a killed process left', async () => {
    const report = join(company.folder, 'report.json')
    writeFileSync(`${report}.${process.pid}.tmp`, 'half')
    expect((await company.run('apply', '--yes', '--quiet', '--report', report)).code).toBe(0)
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ outcome: 'equal' })
  })
})

describe('a folder without rights', () => {
  it('is named by each command that writes or reads there, and nothing is sent', async () => {
    const journal = join(company.folder, '.slack-scim')
    const other = `file:${join(company.folder, 'other')}`
    chmodSync(journal, 0o500)
    chmodSync(company.folder, 0o500)
    try {
      const [sync, noJournal, plan, init, report] = await Promise.all([
        startWithoutRights('sync', ...company.at, '--quiet'),
        startWithoutRights('sync', ...company.at, '--quiet', '--journal', other),
        startWithoutRights('plan', ...company.at, '--quiet', '--out', 'plan.json'),
        startWithoutRights('init', join(company.folder, 'new')),
        startWithoutRights('apply', ...company.at, '--quiet', '--yes', '--report', 'report.json'),
      ])
      expect([sync.code, sync.errors]).toEqual([
        1,
        expect.stringMatching(/^error: journal: .*: cannot be written: EACCES/),
      ])
      expect([noJournal.code, noJournal.errors]).toEqual([
        1,
        expect.stringMatching(/^error: journal: .*other: the folder cannot be made: EACCES/),
      ])
      expect([plan.code, plan.errors]).toEqual([
        1,
        'error: --out plan.json: the folder cannot be written to\n',
      ])
      expect([init.code, init.errors]).toEqual([
        1,
        expect.stringMatching(/^error: EACCES: permission denied, mkdir '.*new'\n$/),
      ])
      expect([report.code, report.errors]).toEqual([
        1,
        'error: --report report.json: the folder cannot be written to\n',
      ])
    } finally {
      chmodSync(company.folder, 0o700)
      chmodSync(journal, 0o700)
    }
    expect(writesOf(slack)).toBe(0)
  })

  it.each(['people.csv', 'groups.csv', 'slack-scim.config.yaml', '.slack-scim/secret'])(
    'lets nobody read %s: it is named, and nothing is sent',
    async (file) => {
      chmodSync(join(company.folder, file), 0o200)
      const { code, output, errors } = await startWithoutRights('sync', ...company.at, '--quiet')
      expect([code, output, errors]).toEqual([
        1,
        '',
        expect.stringMatching(new RegExp(`^error: .*${file.replace('.', '\\.')}`)),
      ])
      expect(errors).not.toMatch(/^ +at /m)
      expect(writesOf(slack)).toBe(0)
    },
  )
})

describe('a journal that others could read or turn elsewhere', () => {
  const path = (name: string): string => join(company.folder, '.slack-scim', name)
  const segment = (): string => path(readdirSync(path('')).find((name) => name.endsWith('.ndjson')) ?? '')

  /** Puts a file or folder elsewhere, with a link in its place. */
  function link(file: string): void {
    const elsewhere = join(temporary(), 'elsewhere')
    renameSync(file, elsewhere)
    symlinkSync(elsewhere, file)
  }

  it.each([
    ['is a symbolic link', 'is a symbolic link', () => link(path('').replace(/\/$/, ''))],
    ['has a segment that is a symbolic link', 'is a symbolic link', () => link(segment())],
    ['has a secret that is a symbolic link', 'is a symbolic link', () => link(path('secret'))],
    ['is a folder of all', 'can be read by others', () => chmodSync(path(''), 0o755)],
    ['has a segment of all', 'can be read by others', () => chmodSync(segment(), 0o644)],
    ['has a secret of all', 'can be read by others', () => chmodSync(path('secret'), 0o640)],
  ])('and %s is refused, and nothing is sent', async (_what, problem, spoil) => {
    spoil()
    for (const command of ['plan', 'sync']) {
      const { code, output, errors } = await company.run(command, '--quiet')
      expect([code, output, errors]).toEqual([
        1,
        '',
        expect.stringMatching(new RegExp(`^error: journal: .*${problem}`)),
      ])
    }
    expect(writesOf(slack)).toBe(0)
  })

  it('is refused where it is a file, or has a line that is none of its own', async () => {
    writeFileSync(segment(), `${readFileSync(segment(), 'utf8')}{"type":"link"}\n`)
    const broken = await company.run('sync', '--quiet')
    expect([broken.code, broken.errors]).toEqual([1, expect.stringMatching(/^error: journal: /)])
    const file = join(company.folder, 'people.csv')
    const none = await company.run('sync', '--quiet', '--journal', `file:${file}`)
    expect([none.code, none.errors]).toEqual([1, expect.stringMatching(/^error: journal: /)])
    expect([writesOf(slack), existsSync(file)]).toEqual([0, true])
  })
})

describe('a file of people', () => {
  it('is for its owner alone, whatever the mask of the process says', async () => {
    const { code } = await start(shellOf('umask 0;'), 'export', 'users', ...slack.at, '--out', 'users.csv')
    const plan = await start(shellOf('umask 0;'), 'plan', ...company.at, '--out', 'plan.json')
    expect([code, plan.code]).toEqual([0, 0])
    for (const file of ['users.csv', 'plan.json'])
      expect(lstatSync(join(company.folder, file)).mode & 0o777).toBe(0o600)
  })
})
