import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { startService } from './http/processes.ts'
import type { Report } from './report.ts'
import { goal, goalLines, table } from './table.ts'

const ROUNDS = 11

/** Milliseconds of processor that a fresh process takes over one that does nothing, by case. */
export type ColdFigures = Readonly<Record<string, number>>

/** What a fresh process costs: an import alone, and an import with one call; needs `npm run build`. */
export async function cold(): Promise<Report<ColdFigures>> {
  const { base, stop } = await startService()
  const url = JSON.stringify(`${base}Users/U1`)
  const dist = (entry: string): string =>
    pathToFileURL(new URL(`../dist/${entry}.mjs`, import.meta.url).pathname).href
  const client = `const { SCIMClient } = await import('${dist('index')}')`
  const read = `.readUser('U1')`
  const cases: Readonly<Record<string, string>> = {
    nothing: '',
    'import ofetch': `await import('ofetch')`,
    'import slack-scim': client,
    'call with fetch': `await (await fetch(${url})).json()`,
    'call with ofetch': `const { ofetch } = await import('ofetch'); await ofetch(${url})`,
    'call with ky': `const { default: ky } = await import('ky'); await ky.get(${url}).json()`,
    'call with axios': `const { default: axios } = await import('axios'); await axios.get(${url})`,
    'call with undici': `const { request } = await import('undici'); await (await request(${url})).body.json()`,
    'call with slack-scim': `${client}; await new SCIMClient('xoxp-bench', { baseUrl: '${base}' })${read}`,
    'call with slack-scim, nodeTransport': `${client}; const { nodeTransport } = await import('${dist('node')}')
      const transport = nodeTransport({ proxy: '' })
      await new SCIMClient('xoxp-bench', { baseUrl: '${base}', transport })${read}`,
  }
  const times = new Map(Object.keys(cases).map((name): [string, number[]] => [name, []]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, code] of Object.entries(cases)) times.get(name)?.push(milliseconds(code))
  }
  stop()
  const bare = times.get('nothing') ?? []
  const over = Array.from(
    times,
    ([name, own]) => [name, median(own.map((one, n) => one - (bare[n] ?? 0)))] as const,
  )
  const data = Object.fromEntries(over)
  const gap = (data['call with slack-scim'] ?? Number.NaN) - (data['call with ofetch'] ?? 0)
  const aim = 'at most 6 ms over ofetch'
  const goals = [{ name: 'import and one call', aim, reached: `${gap.toFixed(1)} ms`, met: gap <= 6 }]
  const text = [
    'Cold: processor time of a fresh process, over one that does nothing',
    table([['a fresh process', 'ms'], ...over.map(([name, ms]) => [name, ms.toFixed(1).padStart(6)])]),
    goalLines(goals),
    ...COMMANDS.map((command) => commandText(command)),
  ].join('\n\n')
  return { text, data, goals }
}

/** What the command line answers without asking anybody. */
const COMMANDS = ['--help', 'plan --help', '--version']

/** Compares whole processes in turn, since the speed of a machine drifts. */
function commandText(command: string): string {
  const wall = (...args: readonly string[]): number => {
    const start = performance.now()
    const { status } = spawnSync(process.execPath, args, { cwd: new URL('..', import.meta.url) })
    if (status !== 0) throw new Error(`${args.join(' ')} failed; did you run \`npm run build\`?`)
    return performance.now() - start
  }
  const ratios = Array.from({ length: ROUNDS }, () => {
    const bare = wall('-e', '0')
    return wall('dist/cli.mjs', ...command.split(' ')) / bare
  })
  const ratio = median(ratios)
  return goal(`slack-scim ${command} within 2.5 times of \`node -e 0\` (${ratio.toFixed(2)})`, ratio <= 2.5)
}

/** Milliseconds of processor that a process reports of itself at its end. */
function milliseconds(code: string): number {
  const report = `const { user, system } = process.cpuUsage(); console.log((user + system) / 1000); process.exit()`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', `${code}\n${report}`],
    { cwd: new URL('.', import.meta.url), encoding: 'utf8' },
  )
  if (status !== 0)
    throw new Error(
      `a cold process failed; did you run \`npm run build\` and \`npm ci --prefix bench\`?\n${stderr}`,
    )
  return Number(stdout)
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN
}
