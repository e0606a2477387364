import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { EngineFigures, EngineOrder } from './cli-engine.ts'
import type { Report } from './report.ts'
import { goal, table } from './table.ts'

const PEOPLE = 100_000
const GROUPS = 200
const ROUNDS = 3
const COMMAND = new URL('../dist/cli.mjs', import.meta.url).pathname

/** Megabytes of heap that `export` gets; a list of everybody would need more. */
const HEAP = 64

/** What commands on a large organization cost. */
export interface CommandFigures {
  /** Milliseconds of `slack-scim plan`, from outside, and of the same plan by the library, from inside. */
  readonly plan: number
  readonly engine: number
  readonly ratio: number
  readonly exportSeconds: number
}

/** `plan` of a large organization beside the same plan by the library, and `export`; needs `npm run build`. */
export async function cli(): Promise<Report<CommandFigures>> {
  const folder = mkdtempSync(join(tmpdir(), 'slack-scim-bench-'))
  const emulator = await startEmulator()
  const company = join(folder, 'company')
  const slackScim = (...args: readonly string[]): Promise<number> =>
    seconds([COMMAND, ...args], { cwd: folder, url: emulator.url })
  try {
    await slackScim('init', company, '--from-slack')
    const config = ['--config', join(company, 'slack-scim.config.yaml')]
    await slackScim('sync', ...config)
    const source = changeOneOfAHundred(company)
    const order: EngineOrder = { ...emulator, journal: join(company, '.slack-scim'), source }
    const rounds: { command: number; engine: EngineFigures }[] = []
    for (let round = 0; round < ROUNDS; round++)
      rounds.push({
        engine: await engineRun(order),
        command: (await slackScim('plan', ...config)) * 1000,
      })
    const exported = await seconds(
      [`--max-old-space-size=${HEAP}`, COMMAND, 'export', 'users', '--out', join(folder, 'users.csv')],
      { cwd: folder, url: emulator.url },
    )
    const sums = rounds.map(({ engine }) => Object.values(engine.parts).reduce((sum, ms) => sum + ms, 0))
    const ratio = median(rounds.map(({ command }, n) => command / (sums[n] ?? Number.NaN)))
    const [plan, engine] = [median(rounds.map(({ command }) => command)), median(sums)]
    const [first] = rounds
    const parts = Object.keys(first?.engine.parts ?? {}).map((part) => [
      `  ${part}`,
      inMilliseconds(median(rounds.map((round) => round.engine.parts[part] ?? Number.NaN))),
    ])
    const text = [
      `Command line: ${PEOPLE} people in CSV, ${GROUPS} groups, 1 % changed: ${first?.engine.steps} steps; Slack over HTTP`,
      table([
        ['plan', 'ms'],
        ['slack-scim plan, the whole process', inMilliseconds(plan)],
        ['the same plan by the library', inMilliseconds(engine)],
        ...parts,
      ]),
      goal(`plan within 1.5 times of the library (${ratio.toFixed(2)})`, ratio <= 1.5),
      goal(`export users within a heap of ${HEAP} MB, in ${exported.toFixed(1)} s`, true),
    ].join('\n\n')
    return { text, data: { plan, engine, ratio, exportSeconds: exported } }
  } finally {
    emulator.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Promotes some people in the file, and writes what the file says then as JSON for the library. */
function changeOneOfAHundred(company: string): string {
  const file = join(company, 'people.csv')
  const [header = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
  const column = header.split(',').indexOf('title')
  const changed = lines.map((line, n) =>
    n % 100 === 0
      ? line
          .split(',')
          .map((cell, at) => (at === column ? 'Chief' : cell))
          .join(',')
      : line,
  )
  writeFileSync(file, `${[header, ...changed].join('\n')}\n`)
  const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true })
  const groups: Record<string, string>[] = parse(readFileSync(join(company, 'groups.csv')), { columns: true })
  const always = ['givenName', 'familyName', 'email', 'title', 'employeeNumber', 'department', 'timezone']
  const source = {
    name: 'people',
    owns: {
      userName: 'onCreate',
      displayName: 'whenEmpty',
      ...Object.fromEntries(always.map((name) => [name, 'always'])),
    },
    people: rows.map(({ id, active, guest, ...cells }) => ({
      key: id,
      active: active === 'true',
      guest: guest === 'true',
      attributes: Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== '')),
    })),
    groups: groups.map(({ key, name, members = '' }) => ({ key, name, members: members.split(';') })),
  }
  const path = join(company, 'source.json')
  writeFileSync(path, JSON.stringify(source))
  return path
}

/** The emulator, in a process of its own. */
async function startEmulator(): Promise<Pick<EngineOrder, 'url' | 'token'> & { stop(): void }> {
  const size = ['--users', `${PEOPLE}`, '--groups', `${GROUPS}`]
  const child = spawn(process.execPath, [COMMAND, 'emulate', '--with-parent', ...size], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  for await (const text of child.stdout.setEncoding('utf8')) {
    const [, url, token] = /at (\S+) with token (\S+)/.exec(String(text)) ?? []
    if (url && token) return { url, token, stop: () => void child.kill() }
  }
  throw new Error('the emulator did not start; did you run `npm run build`?')
}

async function engineRun(order: EngineOrder): Promise<EngineFigures> {
  const child = fork(new URL('cli-engine.ts', import.meta.url))
  child.send(order)
  const [figures] = (await once(child, 'message')) as [EngineFigures]
  return figures
}

/** Seconds that a process takes, from its start to its end. */
async function seconds(
  args: readonly string[],
  { cwd, url }: { readonly cwd: string; readonly url: string },
): Promise<number> {
  const start = performance.now()
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, SLACK_SCIM_BASE_URL: url },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${errors}`)
  return (performance.now() - start) / 1000
}

function inMilliseconds(ms: number): string {
  return ms.toFixed(0).padStart(6)
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN
}
