import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { endAll, projectWith } from '../tests/package/project.ts'

// `npm run transcript` runs the commands of the README with the packed package, and writes what they print into it; a
// test keeps it current.

/** Where the transcript is. */
export const DOCUMENT: string = fileURLToPath(new URL('../README.md', import.meta.url))

/** What the second terminal sets up before its commands. */
const ALIAS = "alias slack-scim='npx -p slack-scim slack-scim'"

/** The port of the README; the transcript uses any free one, since this may be taken. */
const PORT = '4010'

/** Blocks of the README by name, as they are between the lines of their fence. */
export type Transcript = Readonly<Record<string, string>>

/**
 * Runs the commands in an empty folder of a project that has the package installed, as a user would.
 *
 * @param project - the folder of the project
 */
export async function transcribe(project: string): Promise<Transcript> {
  const folder = join(project, 'company')
  mkdirSync(folder)
  const emulate = 'npx -p slack-scim slack-scim emulate'
  const emulator = shell(`exec ${emulate} --port 0`, folder)
  try {
    const line = await firstLine(emulator)
    const origin = /http:\/\/[^/]+/.exec(line)?.[0] ?? ''
    const address = `export SLACK_SCIM_BASE_URL=${origin}`
    const here = `http://127.0.0.1:${PORT}`
    const run = async (command: string): Promise<string> => {
      const printed = await finished(
        shell(`exec 2>&1\nshopt -s expand_aliases\n${ALIAS}\n${address}\n${command}`, folder),
      )
      return `$ ${command}\n${steady(printed).trimEnd()}`
    }
    const init = await run('slack-scim init --from-slack')
    const edit = editPeople(join(folder, 'people.csv'))
    const plan = await run('slack-scim plan')
    const digest = /^Digest (\w{8})/m.exec(plan)?.[1] ?? ''
    const apply = await run(`slack-scim apply --expect ${digest}`)
    return {
      emulate: `$ ${emulate} --port ${PORT}\n${line.replace(origin, here)}`,
      init: `$ ${ALIAS}\n$ ${address.replace(origin, here)}\n${init}`,
      edit,
      plan,
      apply: `${apply}\n\n${await run('slack-scim plan')}`,
    }
  } finally {
    if (emulator.pid !== undefined) process.kill(-emulator.pid)
  }
}

/** Gives one person another title, adds one, and returns the difference. */
function editPeople(file: string): string {
  const before = readFileSync(file, 'utf8').trimEnd().split('\n')
  const promoted = before.find((row) => row.includes('Engineer')) ?? ''
  const changed = promoted.replace('Engineer', 'Staff Engineer')
  const values: Readonly<Record<string, string>> = {
    id: 'new-1',
    active: 'true',
    guest: 'false',
    userName: 'mia.ito',
    givenName: 'Mia',
    familyName: 'Ito',
    email: 'mia.ito@example.com',
    title: 'Analyst',
  }
  const added = (before[0] ?? '').split(',').map((column) => values[column] ?? '')
  const after = [...before.map((row) => (row === promoted ? changed : row)), added.join(',')]
  writeFileSync(file, `${after.join('\n')}\n`)
  return [`-${promoted}`, `+${changed}`, `+${added.join(',')}`].join('\n')
}

/** What a command printed, without what differs from run to run: dates, and names and times of runs. */
function steady(text: string): string {
  return text
    .replace(/\d{1,2} \w{3} \d{4} \d\d:\d\d UTC/g, '29 Nov 2026 09:00 UTC')
    .replace(/\d{8}T\d{6}Z-[0-9a-f]{8}/g, '20261129T090000Z-5f1c08ae')
    .replace(/^(Run .*), \d+ s\.$/gm, '$1, 1 s.')
}

/** Starts lines of a shell as a group of processes of its own, so that all of them can be ended. */
function shell(lines: string, cwd: string): ChildProcess {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, npm_config_offline: 'true' }
  return spawn('bash', ['-c', lines], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function firstLine({ stdout, stderr }: ChildProcess): Promise<string> {
  if (!stdout || !stderr) throw new Error('The process has no output.')
  stderr.pipe(process.stderr)
  for await (const line of createInterface(stdout)) return line
  throw new Error('The emulator ended before it listened.')
}

/** What a process prints. */
function finished(child: ChildProcess): Promise<string> {
  let printed = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(printed)
      else reject(new Error(`A command ended with ${code}:\n${printed}`))
    })
  })
}

/** The README with the blocks of a transcript, each behind a comment with its name. */
export function withTranscript(readme: string, transcript: Transcript): string {
  const known = new Set(Object.keys(transcript))
  const text = readme.replace(
    /(<!-- transcript: (\w+) -->\n```\w+\n)(?:(?!```).*\n)*/g,
    (_block, head: string, name: string) => {
      const lines = transcript[name]
      if (lines === undefined) throw new Error(`README.md: there is no block '${name}' to write.`)
      known.delete(name)
      return `${head}${lines}\n`
    },
  )
  if (known.size > 0) throw new Error(`README.md: shows nothing of ${[...known].join(', ')}.`)
  return text
}

if (import.meta.main) {
  try {
    writeFileSync(
      DOCUMENT,
      withTranscript(readFileSync(DOCUMENT, 'utf8'), await transcribe(await projectWith())),
    )
  } finally {
    endAll()
  }
}
