import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../support/tool.ts'
import { emulatedCompany, type Initialized, initialize, writesOf } from './initialized.ts'

/** More lines than a pipe holds. */
const PEOPLE = 1_200
const slack = emulatedCompany(PEOPLE, { assumptions: { 'deactivation-visibility': 'at-once' } })

/** A folder of the company as it was at first. */
async function begin(): Promise<Initialized> {
  slack.emulator.reset()
  return initialize(slack)
}

/** Runs a command whose streams a shell redirects, such as with `> /dev/full`. */
function redirected(
  redirection: string,
  ...args: string[]
): Promise<{ code: number | null; errors: string }> {
  const file = join(ROOT, 'cli/main.ts')
  const child = spawn('bash', ['-c', `"$0" "$@" ${redirection}`, process.execPath, file, ...args], {
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, errors })))
}

/** A pipe to a reader; the shell ends with the code of the command, and not with the reader's. */
const into = (reader: string): string => `| ${reader}; exit $PIPESTATUS`

describe('a reader that leaves early', () => {
  it.each(['users list', 'users list --json', 'export users', 'export users --format ndjson'])(
    'ends %s without a word',
    async (command) => {
      const args = [...command.split(' '), '--quiet', ...slack.at]
      const { code, errors } = await redirected(into('head -n 1'), ...args)
      expect([code, errors]).toEqual([0, ''])
    },
  )

  it('does not hide that a guard refused', async () => {
    const company = await begin()
    company.allow('deactivate')
    company.leave(PEOPLE / 2)
    const { code, errors } = await redirected(into('true'), 'plan', '--all', ...company.at)
    expect([code, errors]).toEqual([3, expect.not.stringContaining('EPIPE')])
  })

  it('leaves a run to its end', async () => {
    const company = await begin()
    company.edit('people.csv', (text) => text.replace(/,[^,]*,(E1004),/, ',Chief,$1,'))
    const { code } = await redirected(`2>&1 ${into('true')}`, 'apply', '--yes', ...company.at)
    expect([code, writesOf(slack)]).toEqual([0, 1])
  })
})

describe('a full disk under stdout', () => {
  it.each(['users list', 'export users', 'groups list --json'])(
    'fails %s with a clear message',
    async (command) => {
      const args = [...command.split(' '), '--quiet', ...slack.at]
      const { code, errors } = await redirected('> /dev/full', ...args)
      expect([code, errors]).toEqual([1, 'error: stdout: the disk is full\n'])
    },
  )

  it.each(['--help', '--version', 'completion bash'])('fails %s', async (command) => {
    expect((await redirected('> /dev/full', ...command.split(' '))).code).toBe(1)
  })

  it('fails plan, and sends no write', async () => {
    const company = await begin()
    const { code, errors } = await redirected('> /dev/full', 'plan', ...company.at)
    expect([code, errors]).toEqual([1, expect.stringContaining('error: stdout: the disk is full\n')])
    expect(writesOf(slack)).toBe(0)
  })
})
