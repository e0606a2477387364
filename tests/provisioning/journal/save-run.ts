import { fileJournal } from '../../../src/provisioning/files/file-journal.ts'

// Run as a process of its own: uses the secret, takes the lease, keeps a text of some length, and prints what failed.

const [folder = '', length = '0'] = process.argv.slice(2)
const journal = fileJournal(folder)
const failed: string[] = []
async function attempt<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    failed.push(`${name}: ${(error as { readonly reason?: string }).reason}`)
    return undefined
  }
}

await attempt('secret', () => journal.secret())
const lease = await attempt('lease', () => journal.lease('saver', 60_000))
if (lease) {
  await attempt('saveRun', () => journal.saveRun(lease, 'r1', 'x'.repeat(Number(length))))
  await journal.release(lease)
}
process.stdout.write(failed.join(', ') || 'saved')
