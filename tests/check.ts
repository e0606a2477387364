import { runTool } from './support/tool.ts'

// `npm run check [-- BASE]`: before a commit, in under a minute. Lint, types, and the tests that the changes since
// BASE concern; default are the changes that are not on main yet, committed or not. Tests that run in every world run in
// the default one here.

/** These build, install, listen on sockets or run for long: `npm test` has them. */
const LONG = [
  'package/**',
  'runtimes/**',
  'examples/**',
  'transports/**',
  'leaks/**',
  'chaos/**',
  'contract/wire/**',
  'pacing/{redis,simulate}*',
]
process.env.WORLD ??= 'default'

const [base = await baseOfBranch()] = process.argv.slice(2)
const exclude = LONG.flatMap((area) => ['--exclude', `tests/${area}`])
const failures = await Promise.all([
  step('lint', 'biome', ['ci', '--colors=off', '.']),
  step('types', 'tsc', ['-p', '.']),
  step('types of src: web APIs only', 'tsc', ['-p', 'src']),
  step('layers', 'vitest', ['run', 'tests/package/layers.test.ts', '--reporter=dot']),
  step(`tests of what changed since ${base}`, 'vitest', [
    'run',
    `--changed=${base}`,
    '--passWithNoTests',
    '--reporter=dot',
    ...exclude,
  ]),
])
process.exitCode = failures.includes(true) ? 1 : 0

/** The commit at which this branch left main; on main itself, the last commit. */
async function baseOfBranch(): Promise<string> {
  const { code, stdout } = await runTool('git', ['merge-base', 'HEAD', 'main'])
  return code === 0 ? stdout.trim().slice(0, 10) : 'HEAD'
}

/** Runs one step and prints how it went; returns whether it failed. */
async function step(title: string, tool: string, args: readonly string[]): Promise<boolean> {
  const start = performance.now()
  const { code, output } = await runTool(tool, args)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${title} (${seconds} s)\n`)
  if (code !== 0) process.stdout.write(`${output.trimEnd()}\n\n`)
  return code !== 0
}
