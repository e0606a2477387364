import { join } from 'node:path'
import { expect } from 'vitest'
import { type EmulatorOptions, type Seed, seedDirectory } from '../../mocks/index.ts'
import { type Emulated, emulated } from './emulated.ts'
import { type Ended, type Running, runAt, runHere } from './run.ts'
import { edit, leave, slackCompany } from './slack-company.ts'

/** A folder that `init --from-slack` has written, whose people are linked. */
export interface Initialized {
  readonly folder: string
  /** The options that name it and the emulator. */
  readonly at: readonly string[]
  /** Runs a command that ends by itself in this process. */
  run(...args: string[]): Promise<Omit<Ended, 'signal'>>
  /** Starts a command as a process of its own. */
  start(...args: string[]): Running
  /** Changes the text of a file. */
  edit(file: string, change: (text: string) => string): void
  /** Turns so many people inactive, beginning with the first. */
  leave(count: number): void
  /** Adds actions to `policy.allow`. */
  allow(...actions: string[]): void
}

/** Serves an emulated company to the tests of a file. */
export function emulatedCompany(users: number, options: EmulatorOptions = {}): Emulated {
  const seed: Seed = seedDirectory({ users, groups: 2 })
  const more = options.seed ?? {}
  return emulated({
    ...options,
    seed: {
      ...seed,
      ...more,
      users: [...(seed.users ?? []), ...(more.users ?? [])],
      groups: [...(seed.groups ?? []), ...(more.groups ?? [])],
    },
  })
}

/** Writes the folder of a company, and links everybody. */
export async function initialize(slack: Emulated): Promise<Initialized> {
  const { folder, at: quietly } = await slackCompany(slack)
  const at = quietly.filter((option) => option !== '--quiet')
  const company: Initialized = {
    folder,
    at,
    run: (...args) => runHere(...args, ...at),
    start: (...args) => runAt({}, ...args, ...at),
    edit: (file, change) => edit(join(folder, file), change),
    leave: (count) => leave(folder, count),
    allow: (...actions) =>
      company.edit('slack-scim.config.yaml', (text) =>
        text.replace('allow: [', `allow: [${actions.join(', ')}, `),
      ),
  }
  const linked = await company.run('sync', '--quiet')
  expect([linked.code, linked.errors]).toEqual([0, ''])
  return company
}

/** The lines of `--json`. */
export const linesOf = (output: string): { readonly type: string; readonly [field: string]: unknown }[] =>
  output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

/** How many requests that write an emulator has seen. */
export const writesOf = ({ emulator }: Emulated): number =>
  emulator.events.filter(
    (event) => event.type === 'request' && event.url.includes('/scim/') && event.method !== 'GET',
  ).length
