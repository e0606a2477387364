#!/usr/bin/env node
import { runCommandLine } from './run-command-line.ts'

// The reader of a pipe may leave early; what prints next sees that stdout is closed.
process.stdout.on('error', () => {})

process.exitCode = await runCommandLine(process.argv.slice(2))
