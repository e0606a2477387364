#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { slackWorlds } from './assumptions/worlds.ts'
import { createEmulator } from './emulator/emulator.ts'
import { EmulatorError } from './errors/emulator-error.ts'
import type { Seed } from './seed/seed.ts'
import { seedDirectory } from './seed/seed-directory.ts'
import { serveEmulator } from './server.ts'

const USAGE = `Usage: slack-scim-emulator [options]

Serves an emulated Slack SCIM service (1.1 and 2.0) on this machine.

  --port <n>       port to listen on (default: any free one)
  --seed <file>    JSON file with the directory to start with
  --users <n>      without --seed: how many invented accounts (default: 25)
  --groups <n>     without --seed: how many invented groups (default: 4)
  --token <t>      token of the primary owner (default: xoxp-emulator-owner)
  --world <name>   how an unverified Slack behaves: default, lenient, or a switch such as put-without-active=keeps
  --with-parent    end when the standard input closes
  --help           print this
`

/** Runs the command; resolves to the exit code, or to nothing while the server runs. */
async function main(args: readonly string[]): Promise<number | undefined> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      seed: { type: 'string' },
      users: { type: 'string', default: '25' },
      groups: { type: 'string', default: '4' },
      token: { type: 'string' },
      world: { type: 'string', default: 'default' },
      'with-parent': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(USAGE)
    return 0
  }
  const seed =
    values.seed === undefined
      ? seedDirectory({ users: number('users', values.users), groups: number('groups', values.groups) })
      : readSeed(values.seed)
  const emulator = createEmulator({
    seed,
    assumptions: worldNamed(values.world),
    ...(values.token === undefined ? {} : { token: values.token }),
  })
  const server = await serveEmulator(emulator, { port: number('port', values.port) })
  const stop = (): void => {
    server.close().then(() => process.exit(0))
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  if (values['with-parent']) process.stdin.resume().once('end', stop).once('close', stop)
  process.stdout.write(`Slack SCIM emulator at ${server.url} with token ${server.token}\n`)
  return undefined
}

function number(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new EmulatorError(`--${name} must be a number, not ${text}.`)
  return Number(text)
}

function readSeed(file: string): Seed {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Seed
  } catch (error) {
    throw new EmulatorError(`--seed ${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function worldNamed(name: string): ReturnType<typeof slackWorlds>[number]['assumptions'] {
  const world = slackWorlds().find((candidate) => candidate.name === name)
  if (!world) throw new EmulatorError(`--world ${name}: there is none of that name; try default or lenient.`)
  return world.assumptions
}

main(process.argv.slice(2)).then(
  (code) => {
    if (code !== undefined) process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`slack-scim-emulator: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  },
)
