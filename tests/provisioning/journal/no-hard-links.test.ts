import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fileJournal } from '../../../src/provisioning/files/file-journal.ts'

// FAT refuses link(2) with EPERM, several FUSE file systems with ENOSYS or ENOTSUP. None of them can be mounted without
// being root, so the call alone is replaced.
const { refuse } = vi.hoisted(() => ({ refuse: { code: 'EPERM' } }))
vi.mock('node:fs/promises', async (original) => ({
  ...(await original<typeof import('node:fs/promises')>()),
  link: () => Promise.reject(Object.assign(new Error('link'), { code: refuse.code })),
}))

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'slack-scim-links-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

describe('a journal on a file system without hard links', () => {
  it.each(['EPERM', 'ENOSYS', 'ENOTSUP'])('works when link says %s', async (code) => {
    refuse.code = code
    const folder = join(home, 'journal')
    const lease = await fileJournal(folder).lease('a', 60_000)
    expect(lease).toEqual({ owner: 'a', fence: 1 })
    expect(await fileJournal(folder).lease('b', 60_000)).toBeUndefined()
    expect(await fileJournal(folder).secret()).toBe(await fileJournal(folder).secret())
    expect(readdirSync(folder).sort()).toEqual(['000000000001.lease', 'runs', 'secret'])
  })

  it('says why a file cannot be made at all', async () => {
    refuse.code = 'EIO'
    const folder = join(home, 'journal')
    await expect(fileJournal(folder).secret()).rejects.toMatchObject({
      reason: 'unwritable',
      message: `journal: ${join(folder, 'secret')}: cannot be written: EIO`,
    })
    expect(readdirSync(folder)).toEqual(['runs'])
  })
})
