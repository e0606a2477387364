import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileJournal } from '../../../src/provisioning/files/file-journal.ts'
import { ROOT } from '../../support/tool.ts'

const MINUTE = 60_000
const APPENDER = `${ROOT}tests/provisioning/journal/append-forever.ts`
const SAVER = `${ROOT}tests/provisioning/journal/save-run.ts`

let home: string
let folder: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'slack-scim-disk-'))
  folder = join(home, 'journal')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

describe('a full disk', () => {
  async function runs(): Promise<string[]> {
    const found: string[] = []
    for await (const entry of fileJournal(folder).read()) found.push('run' in entry ? entry.run : entry.type)
    return found
  }

  it('acknowledges nothing that is not there, and reads whole what is', async () => {
    // A limit on the size of a file: a write that passes it is cut, as on a full disk.
    const script = `ulimit -f 64 && exec "$0" "$1" "$2" full 60000 1500`
    const output = execFileSync('bash', ['-c', script, process.execPath, APPENDER, folder], {
      encoding: 'utf8',
    })
    const lines = output.trim().split('\n')
    expect(lines.at(-1)).toBe('stopped: unwritable')
    expect(lines.length).toBeGreaterThan(20)
    expect(await runs()).toEqual(lines.slice(0, -1).flatMap((run) => [run, run]))
  })

  it('leaves a run as it was kept, and nothing of the new one after the next replacement', async () => {
    const journal = fileJournal(folder)
    const lease = await journal.lease('a', MINUTE)
    if (!lease) throw new Error('the lease is held')
    await journal.saveRun(lease, 'r1', 'old')
    await journal.release(lease)
    expect(saveRun({ length: 200_000, blocks: 64 })).toBe('saveRun: unwritable')
    expect(await journal.loadRun('r1')).toBe('old')
    const next = await journal.lease('b', MINUTE)
    if (!next) throw new Error('the lease is held')
    await journal.replace(next, [])
    const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size)
    expect(Math.max(...sizes)).toBeLessThan(5_000)
  })

  it('does not leave half a lease or half a secret behind', async () => {
    expect(saveRun({ length: 0, blocks: 0 })).toBe('secret: unwritable, lease: unwritable')
    expect(readdirSync(folder)).toEqual(['runs'])
    expect(saveRun({ length: 1, blocks: 64 })).toBe('saved')
  })

  /** A process that keeps a text of some length, where no file can grow beyond some blocks of 1024 bytes. */
  function saveRun({ length, blocks }: { readonly length: number; readonly blocks: number }): string {
    const script = `ulimit -f ${blocks} && exec "$0" "$1" "$2" ${length}`
    return execFileSync('bash', ['-c', script, process.execPath, SAVER, folder], { encoding: 'utf8' }).trim()
  }
})
