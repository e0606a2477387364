/**
 * Makes a Slack organization equal to a directory in CSV files.
 *
 * `npm start` runs it against the emulator, which it starts itself: 40 people of the directory have an account
 * already, some with an old title or name, and those who left are still active. Another folder of files can be given
 * as the argument.
 */

import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { SingleBar } from 'cli-progress'
import { SCIMClient } from '../../src/index.ts'
import { memoryJournal, readDesired, slackOrganization } from '../../src/provisioning/index.ts'
import { csvDirectory } from './csv-directory.ts'
import { startEmulator } from './emulator-process.ts'
import { provision } from './provision.ts'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const say = (label: string, text: string): void => console.log(`${label.padEnd(11)} ${text}`)

/** Resolves to the exit code: 0 if the second plan is empty, so the service equals the files. */
async function main(folder: string): Promise<number> {
  const begun = performance.now()
  const desired = await readDesired([csvDirectory(folder)])
  say('Checked', `${desired.users.size} people, ${desired.groups.size} groups`)

  const emulator = await startEmulator(here('slack-before.json'))
  const { baseUrl, token } = emulator
  say('Service', baseUrl)
  const bar = new SingleBar({
    format: 'Apply       {bar} {value} of {total}',
    clearOnComplete: true,
    gracefulExit: false,
  })
  try {
    const { report, verification, next } = await provision({
      scim: new SCIMClient(token, { baseUrl }),
      desired,
      // Kept in a file, Redis or a Durable Object, the journal lets a later run go on and know its people again.
      journal: memoryJournal(),
      facts: slackOrganization({ token, baseUrl: new URL('/api/', baseUrl).href }),
      async approve(shown, { steps }, digest) {
        console.log(`\n${shown}`)
        say('Approved', digest)
        bar.start(steps.length, 0)
        return digest
      },
      onEvent: ({ type }) => {
        if (['step.done', 'step.failed', 'step.held'].includes(type)) bar.increment()
        if (type === 'verify' || type === 'run.end') bar.stop()
      },
    })
    bar.stop()
    const done = Object.entries(report.counts).map(([kind, count]) => `${count.done} ${kind}`)
    say('Applied', `${report.outcome}: ${done.join(', ') || 'nothing to do'}`)
    for (const { step, reason } of report.failures) console.log(`  ${step}: ${reason}`)
    for (const { step, attribute, reason } of report.dropped)
      console.log(`  ${step}: without ${attribute}: ${reason}`)
    for (const { step, code } of report.held) console.log(`  ${step}: held: ${code}`)
    if (report.stopped) console.log(`  stopped: ${report.stopped.reason}`)
    say('Verified', verification.outcome)
    say('Plan again', next.steps.length === 0 ? 'empty' : `${next.steps.length} steps are left`)
    for (const { id, who } of next.steps) console.log(`  ${id} ${who}`)
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    const steps = Object.values(report.counts).reduce((sum, { done }) => sum + done, 0)
    const { sent, minimum } = report.requests
    const requests = `${sent} requests to apply (at least ${minimum})`
    say('Done', `${desired.users.size} people, ${steps} steps, ${requests}, ${seconds} s`)
    return next.steps.length === 0 ? 0 : 1
  } finally {
    bar.stop()
    await emulator.stop()
  }
}

// The emulator ends with this process, whatever ends it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => process.exit(128 + constants.signals[signal]))
}

main(process.argv[2] ?? here('directory')).then(
  (exitCode) => {
    process.exitCode = exitCode
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  },
)
