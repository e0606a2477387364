/**
 * Makes a Slack organization equal to a directory in CSV files.
 *
 * `npm start` runs it against the emulator, which it starts itself: 40 people of the directory have an
 * account already, some with an old title or name, and those who left are still active. Another folder of
 * files can be given as the argument.
 *
 * It is an example, without pacing, dry run or journal: it is for the emulator only.
 */

import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { SCIMClient } from '../../src/index.ts'
import { readDirectory } from './directory.ts'
import { startEmulator } from './emulator-process.ts'
import { provision } from './provision.ts'
import { createReport } from './report.ts'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** Resolves to the exit code: 0 if nothing was refused and the service equals the files. */
async function main(folder: string): Promise<number> {
  const report = createReport()
  const directory = readDirectory(folder)
  report.line('Files', `${directory.people.length} people, ${directory.teams.length} groups`)

  const emulator = await startEmulator(here('slack-before.json'))
  try {
    let requests = 0
    const scim = new SCIMClient(emulator.token, {
      baseUrl: emulator.baseUrl,
      onEvent: (event) => {
        if (event.type === 'attempt.start') requests++
      },
    })
    const { compared, mismatches } = await provision(scim, directory, report)

    const problems = [...report.refusals, ...mismatches]
    report.line('Check', `${compared} values compared, ${mismatches.length} differ from the files`)
    for (const problem of problems) console.log(`  ${problem}`)
    report.line('Done', `${requests} requests, ${report.refusals.length} refused`)
    return problems.length === 0 ? 0 : 1
  } finally {
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
