#!/usr/bin/env node
import { EXIT_CODES } from './exit-codes.ts'
import { runCommandLine } from './run-command-line.ts'

// The reader of a pipe may leave early, as `head` does. Any other failure, such as a full disk, lost a result.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code !== 'EPIPE') process.exitCode = EXIT_CODES.failed
})
// What cannot be said on stderr must not end a run.
process.stderr.on('error', () => {})

const code = await runCommandLine(process.argv.slice(2))
process.exitCode ||= code
