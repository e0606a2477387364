import { fileJournal } from '../../../src/provisioning/files/file-journal.ts'
import type { Entry } from '../../../src/provisioning/journal/entry.ts'

// Run as a process of its own: takes the lease, then appends a pair of entries at a time and prints what was acknowledged.

const [folder = '', owner = '', milliseconds = '0', padding = '0'] = process.argv.slice(2)
const journal = fileJournal(folder)
const lease = await journal.lease(owner, Number(milliseconds))
if (!lease) throw new Error('the lease is held')
try {
  for (let number = 0; number < 100_000; number++) {
    const run = `${owner}-${number}`
    const entry: Entry = { type: 'run.end', at: '2026-11-29T08:00:00.000Z', run, outcome: 'equal' }
    await journal.append(lease, [entry, { ...entry, outcome: 'x'.repeat(Number(padding)) }])
    process.stdout.write(`${run}\n`)
  }
} catch (error) {
  const { reason } = error as { readonly reason?: string }
  process.stdout.write(`stopped: ${reason}\n`)
}
