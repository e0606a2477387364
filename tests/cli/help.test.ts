import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { allNodes, treeOf } from '../../cli/completion/tree.ts'
import { ACTION_NAMES } from '../../cli/config/actions.ts'
import { createProgram } from '../../cli/program.ts'
import { seedDirectory } from '../../mocks/index.ts'
import { cliDocs } from '../../scripts/cli-docs.ts'
import { ROOT } from '../support/tool.ts'
import { emulated } from './emulated.ts'
import { runHere, temporary } from './run.ts'
import { edit, slackCompany } from './slack-company.ts'

const seed = seedDirectory({ users: 12, groups: 2 })
const slack = emulated({
  seed: {
    ...seed,
    users: [
      ...(seed.users ?? []),
      { id: 'U024BE7LH', userName: 'ada', email: 'ada.lovelace@example.com' },
      { userName: 'bo', email: 'bo@example.com' },
    ],
    groups: [...(seed.groups ?? []), { displayName: 'engineering', members: ['ada', 'bo'] }],
  },
})

const program = await createProgram()
const nodes = allNodes(treeOf(program))

describe('docs/cli.md', () => {
  it('is what npm run cli-docs writes', async () => {
    expect(readFileSync(`${ROOT}docs/cli.md`, 'utf8')).toBe(await cliDocs())
  })
})

describe('help', () => {
  let folder = ''
  let env: Record<string, string | undefined> = {}
  beforeAll(async () => {
    folder = (await slackCompany(slack)).folder
    edit(join(folder, 'slack-scim.config.yaml'), (text) =>
      text.replace(/allow: \[.*/, `allow: [${ACTION_NAMES.join(', ')}]`),
    )
    writeFileSync(join(folder, 'list.csv'), 'email\nada.lovelace@example.com\n')
    writeFileSync(join(folder, 'links.csv'), 'key,id\nU024BE7LH,U024BE7LH\n')
    const bin = temporary()
    const command = join(bin, 'slack-scim')
    writeFileSync(command, `#!/bin/sh\nexec ${process.execPath} ${ROOT}cli/main.ts "$@"\n`)
    chmodSync(command, 0o755)
    const path = `${bin}${delimiter}${process.env.PATH}`
    vi.stubEnv('SLACK_SCIM_BASE_URL', slack.at[1])
    env = { ...process.env, PATH: path, NO_COLOR: '1', FORCE_COLOR: undefined }
    process.chdir(folder)
    for (const before of ['slack-scim apply --yes', 'slack-scim plan --out plan.json'])
      expect(await runLine(before)).toMatchObject({ code: 0 })
  })
  afterAll(() => {
    process.chdir(ROOT)
    vi.unstubAllEnvs()
  })

  // An example may rename what the next one names.
  beforeEach(() => slack.emulator.reset())

  /** Runs a line in the company: a single command in this process, which is much faster than a shell and a new one. */
  async function runLine(line: string): Promise<{ readonly code: number | null; readonly errors: string }> {
    if (/&&|[$|<>;]/.test(line)) return shell(line)
    const words = execFileSync('bash', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    return runHere(...words.split('\0').slice(1, -1))
  }

  /** Runs a line of a shell in the company. The emulator is in this process, which must go on meanwhile. */
  function shell(line: string): Promise<{ readonly code: number | null; readonly errors: string }> {
    const child = spawn('bash', ['-c', line], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] })
    let errors = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text
    })
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, errors })))
  }

  it.each(
    nodes
      .filter(
        ({ path, children }) =>
          // Each has a test of its own; probe takes more than a minute.
          path !== '' && path !== 'emulate' && path !== 'probe' && (children.length === 0 || path === 'plan'),
      )
      .map(({ path }) => path),
  )(
    'of %s teaches with examples that run',
    async (path) => {
      if (path.startsWith('emulate')) return
      const { output } = await runHere(...path.split(' '), '--help')
      const examples = output.split('\n').filter((line) => /^ {2}(slack-scim|eval) /.test(line))
      expect(examples.length).toBeGreaterThan(0)
      for (const example of examples) {
        const line =
          path === 'init' ? example.replace('company', `company-${examples.indexOf(example)}`) : example
        const { code, errors } = await runLine(line)
        expect([line, code, errors]).toEqual([line, 0, expect.any(String)])
      }
    },
    60_000,
  )

  it('of the program names every exit code', async () => {
    const { output } = await runHere('--help')
    for (const code of [0, 1, 2, 3, 4, 5, 6, 7, 130])
      expect(output).toMatch(new RegExp(`^  ${code} +\\S`, 'm'))
  })
})
