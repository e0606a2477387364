import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileJournal } from '../../../src/provisioning/files/file-journal.ts'
import type { Entry } from '../../../src/provisioning/journal/entry.ts'
import { ROOT } from '../../support/tool.ts'

const MINUTE = 60_000
const APPENDER = `${ROOT}tests/provisioning/journal/append-forever.ts`
const end = (run: string): Entry => ({
  type: 'run.end',
  at: '2026-11-29T08:00:00.000Z',
  run,
  outcome: 'equal',
})

let home: string
let folder: string
const children: ChildProcess[] = []
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'slack-scim-files-'))
  folder = join(home, 'journal')
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(home, { recursive: true, force: true })
})

async function runs(): Promise<string[]> {
  const found: string[] = []
  for await (const entry of fileJournal(folder).read()) found.push('run' in entry ? entry.run : entry.type)
  return found
}

/** A process that appends for as long as it lives. */
function appender(owner: string, milliseconds: number) {
  const child = spawn(process.execPath, [APPENDER, folder, owner, `${milliseconds}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += chunk
  })
  const lines = (): string[] => text.split('\n').slice(0, -1)
  const until = async (isReached: (lines: readonly string[]) => boolean): Promise<void> => {
    for (let tries = 0; !isReached(lines()); tries++) {
      if (tries === 400) throw new Error(`the appender printed ${text.slice(-200)}`)
      await sleep(25)
    }
  }
  return { child, lines, until }
}

describe('fileJournal', () => {
  it('is for its owner alone', async () => {
    const journal = fileJournal(folder)
    const lease = await journal.lease('a', MINUTE)
    if (!lease) throw new Error('the lease is held')
    await journal.append(lease, [end('1')])
    await journal.saveRun(lease, 'r1', 'text')
    await journal.secret()
    const paths = ['', 'runs', ...readdirSync(folder), 'runs/r1.json'].map((name) => join(folder, name))
    const open = paths.filter((path) => statSync(path).mode & 0o077)
    expect(open).toEqual([])
  })

  it('loses no acknowledged entry when its process is killed, and goes on without its torn line', async () => {
    const first = appender('first', 300)
    await first.until((lines) => lines.length > 20)
    first.child.kill('SIGKILL')
    await once(first.child, 'close')
    const acknowledged = first.lines().flatMap((run) => [run, run])
    appendFileSync(join(folder, '000000000001.ndjson'), '{"type":"run.end","at":"2026')
    await sleep(320)
    const journal = fileJournal(folder)
    const lease = await journal.lease('second', MINUTE)
    if (!lease) throw new Error('the lease is held')
    await journal.append(lease, [end('second')])
    const found = await runs()
    expect(found.slice(0, acknowledged.length)).toEqual(acknowledged)
    expect(found.at(-1)).toBe('second')
    expect(found.length - acknowledged.length).toBeLessThanOrEqual(3)
  })

  it('lets nothing pass that a paused process appends after another took over', async () => {
    const late = appender('late', 400)
    await late.until((lines) => lines.length > 20)
    late.child.kill('SIGSTOP')
    await sleep(420)
    const journal = fileJournal(folder)
    const lease = await journal.lease('newer', MINUTE)
    if (!lease) throw new Error('the lease is held')
    await journal.append(lease, [end('newer')])
    const sealed = await runs()
    late.child.kill('SIGCONT')
    await late.until((lines) => lines.at(-1)?.startsWith('stopped') === true)
    expect(late.lines().at(-1)).toBe('stopped: lost')
    // What it wrote behind the seal, if anything, is not read, and what it acknowledged is.
    expect(await runs()).toEqual(sealed)
    expect(sealed).toEqual([...sealed.filter((run) => run.startsWith('late-')), 'newer'])
    expect(sealed).toEqual(expect.arrayContaining(late.lines().slice(0, -1)))
  })

  it('does not read what is written behind a seal', async () => {
    const journal = fileJournal(folder)
    const first = await journal.lease('a', 1)
    if (!first) throw new Error('the lease is held')
    await journal.append(first, [end('1')])
    await sleep(5)
    await fileJournal(folder).lease('b', MINUTE)
    appendFileSync(join(folder, '000000000001.ndjson'), `${JSON.stringify(end('late'))}\n`)
    expect(await runs()).toEqual(['1'])
  })

  describe('a segment that another lease has sealed', () => {
    const segment = () => join(folder, '000000000001.ndjson')
    const seal = () => join(folder, '000000000001.seal')
    beforeEach(async () => {
      const journal = fileJournal(folder)
      const lease = await journal.lease('a', MINUTE)
      if (!lease) throw new Error('the lease is held')
      await journal.append(lease, [end('1'), end('2')])
      await journal.release(lease)
    })
    async function takeOver(): Promise<void> {
      const journal = fileJournal(folder)
      const lease = await journal.lease('b', MINUTE)
      if (!lease) throw new Error('the lease is held')
      await journal.append(lease, [end('3')])
      await journal.release(lease)
    }

    it('keeps its entries when the process died while it wrote the seal', async () => {
      writeFileSync(seal(), '', { mode: 0o600 })
      expect(await runs()).toEqual(['1', '2'])
      await takeOver()
      expect(await runs()).toEqual(['1', '2', '3'])
      expect(Number(readFileSync(seal(), 'utf8'))).toBe(statSync(segment()).size)
    })

    it.each([0, 10])('is refused when only %i bytes of it are left', async (bytes) => {
      await takeOver()
      truncateSync(segment(), bytes)
      await expect(runs()).rejects.toMatchObject({
        reason: 'unreadable',
        message: expect.stringMatching(`0001.ndjson: ${bytes} of [0-9]+ bytes are there: restore`),
      })
    })

    it('is refused when it is gone', async () => {
      await takeOver()
      rmSync(segment())
      await expect(runs()).rejects.toMatchObject({ reason: 'unreadable' })
    })

    it('keeps what is added after all leases were deleted by hand', async () => {
      await takeOver()
      for (const name of readdirSync(folder)) if (name.endsWith('.lease')) rmSync(join(folder, name))
      await takeOver()
      expect(await runs()).toEqual(['1', '2', '3', '3'])
    })

    it('may be gone once all entries are replaced', async () => {
      const journal = fileJournal(folder)
      const lease = await journal.lease('c', MINUTE)
      if (!lease) throw new Error('the lease is held')
      const kept = readFileSync(seal())
      await journal.release(await journal.replace(lease, [end('2')]))
      writeFileSync(seal(), kept, { mode: 0o600 })
      expect(await runs()).toEqual(['2'])
    })
  })

  it('leaves no trace of a person in its files after a replacement', async () => {
    const journal = fileJournal(folder)
    const lease = await journal.lease('a', MINUTE)
    if (!lease) throw new Error('the lease is held')
    await journal.append(lease, [end('person-4711'), end('2')])
    await journal.replace(lease, [end('2')])
    const text = readdirSync(folder, { withFileTypes: true })
      .filter((file) => file.isFile())
      .map(({ name }) => readFileSync(join(folder, name), 'utf8'))
      .join('\n')
    expect(text).not.toContain('4711')
    expect(await runs()).toEqual(['2'])
  })

  it('refuses a damaged line, and names it', async () => {
    const journal = fileJournal(folder)
    const lease = await journal.lease('a', MINUTE)
    if (!lease) throw new Error('the lease is held')
    await journal.append(lease, [end('1'), end('2')])
    const path = join(folder, '000000000001.ndjson')
    writeFileSync(path, readFileSync(path, 'utf8').replace('{"type"', '{"tüpe"'))
    await expect(runs()).rejects.toMatchObject({
      reason: 'unreadable',
      message: `journal: ${path}:1: the line is damaged: restore the file from a backup`,
    })
  })

  it('shows what it keeps of a run whole or not at all, while it is saved', async () => {
    const journal = fileJournal(folder)
    const lease = await journal.lease('a', MINUTE)
    if (!lease) throw new Error('the lease is held')
    const texts = ['a', 'b'].map((letter) => letter.repeat(4_000_000))
    const seen: (string | undefined)[] = []
    for (const text of [...texts, ...texts]) {
      const reads = Array.from({ length: 20 }, async (_, index) => {
        await sleep(index)
        seen.push(await fileJournal(folder).loadRun('r1'))
      })
      await Promise.all([journal.saveRun(lease, 'r1', text), ...reads])
    }
    expect(seen.filter((text) => text !== undefined && !texts.includes(text))).toEqual([])
    expect(readdirSync(join(folder, 'runs'))).toEqual(['r1.json'])
  })

  it('forgets what it keeps of a run after 30 days', async () => {
    const journal = fileJournal(folder)
    const lease = await journal.lease('a', MINUTE)
    if (!lease) throw new Error('the lease is held')
    await journal.saveRun(lease, 'old', 'text')
    const then = Date.now() / 1000 - 30 * 86_400 - 60
    utimesSync(join(folder, 'runs', 'old.json'), then, then)
    expect(await journal.loadRun('old')).toBeUndefined()
    expect(readdirSync(join(folder, 'runs'))).toEqual([])
  })

  it.each(['../secret', 'a/b', '', 'x'.repeat(65)])('refuses %j as the name of a run', async (run) => {
    await expect(fileJournal(folder).loadRun(run)).resolves.toBeUndefined()
    const journal = fileJournal(folder)
    const lease = await journal.lease('a', MINUTE)
    if (!lease) throw new Error('the lease is held')
    await expect(journal.saveRun(lease, run, 'x')).rejects.toThrow('the name of a run')
  })
})

describe('a folder that is not safe', () => {
  const refused = (fix: string) => ({ name: 'SCIMJournalError', message: expect.stringContaining(fix) })

  it('is refused when others can read it', async () => {
    mkdirSync(folder, { mode: 0o755 })
    await expect(fileJournal(folder).lease('a', MINUTE)).rejects.toMatchObject(refused(`chmod 700 ${folder}`))
  })

  it('is refused when it is a symbolic link', async () => {
    mkdirSync(join(home, 'elsewhere'), { mode: 0o700 })
    symlinkSync(join(home, 'elsewhere'), folder)
    await expect(fileJournal(folder).lease('a', MINUTE)).rejects.toMatchObject(refused('symbolic link'))
  })

  it('is refused when a file in it is a symbolic link', async () => {
    mkdirSync(folder, { mode: 0o700 })
    writeFileSync(join(home, 'target'), 'x', { mode: 0o600 })
    symlinkSync(join(home, 'target'), join(folder, 'secret'))
    await expect(fileJournal(folder).secret()).rejects.toMatchObject(refused('symbolic link'))
  })

  it('is refused when others can read a file in it', async () => {
    const journal = fileJournal(folder)
    await journal.secret()
    chmodSync(join(folder, 'secret'), 0o644)
    await expect(journal.secret()).rejects.toMatchObject(refused('chmod 600'))
  })

  it('is refused when its secret is not whole', async () => {
    const journal = fileJournal(folder)
    await journal.secret()
    truncateSync(join(folder, 'secret'), 10)
    await expect(journal.secret()).rejects.toMatchObject({ reason: 'unreadable' })
  })

  it('is refused when it cannot be made', async () => {
    writeFileSync(join(home, 'file'), '')
    await expect(fileJournal(join(home, 'file', 'journal')).secret()).rejects.toMatchObject({
      reason: 'unwritable',
    })
  })
})
