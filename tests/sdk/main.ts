import { spawn, spawnSync } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { createEmulator, type Seed, slackWorlds } from '../../mocks/index.ts'
import { serveEmulator } from '../../mocks/server.ts'

// `npm run test:sdk`: Slack's own SDK for Python against the emulator's server, in every plausible world. It needs a
// `python3` with the package `slack-sdk`, of which it says so and ends well where there is none.

/** What came of one world, as the program in Python prints it. */
interface WorldResult {
  readonly name: string
  readonly problems: readonly string[]
}

const PROGRAM = fileURLToPath(new URL('python_sdk.py', import.meta.url))
const VERSION = 'import slack_sdk.scim, slack_sdk.version; print(slack_sdk.version.__version__)'
/**
 * A person who has every attribute but a start date: the SDK sends `schemas` back as lists in a list, so an extension that
 * has to be listed there is not, and the emulator assumes that Slack refuses it if it has a value (`unlisted-extension`).
 */
const SEED: Seed = {
  users: [
    { userName: 'boss' },
    {
      userName: 'jo',
      name: 'Jo Park',
      displayName: 'Jo',
      secondaryEmail: 'second@example.com',
      title: 'Engineer',
      timezone: 'Europe/Paris',
      photo: 'https://a.test/1.png',
      primaryPhone: '+1',
      mobilePhone: '+2',
      address: {
        streetAddress: '1 Rue',
        locality: 'Paris',
        region: 'IDF',
        postalCode: '75001',
        country: 'FR',
      },
      userType: 'Employee',
      role: 'lead',
      preferredLanguage: 'fr',
      locale: 'fr_FR',
      enterprise: {
        employeeNumber: '7',
        costCenter: 'c',
        organization: 'o',
        division: 'v',
        department: 'd',
        managerId: 'boss',
      },
    },
  ],
}

const { stdout: version, status } = spawnSync('python3', ['-c', VERSION], { encoding: 'utf8' })
if (status !== 0) {
  console.log('skipped: there is no python3 with slack-sdk (python3 -m pip install slack-sdk)')
} else {
  const results = await runPython()
  const failed = results.filter(({ problems }) => problems.length > 0)
  for (const { name, problems } of failed) console.log(`${name}\n  ${problems.join('\n  ')}`)
  console.log(
    `slack-sdk ${version.trim()}: ${results.length - failed.length} worlds passed, ${failed.length} failed`,
  )
  process.exitCode = failed.length > 0 || results.length !== slackWorlds().length ? 1 : 0
}

/** Serves an emulator of each world, and runs the program over all of them. */
async function runPython(): Promise<WorldResult[]> {
  const servers = await Promise.all(
    slackWorlds().map(async ({ name, assumptions }) => {
      const server = await serveEmulator(createEmulator({ seed: SEED, assumptions }))
      return { name, token: server.token, url: `${server.url}v1/`, close: () => server.close() }
    }),
  )
  try {
    const child = spawn('python3', [PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'], timeout: 300_000 })
    child.stdin.end(JSON.stringify(servers))
    const lines = (await text(child.stdout)).trim().split('\n')
    return lines.filter(Boolean).map((line) => JSON.parse(line) as WorldResult)
  } finally {
    await Promise.all(servers.map(({ close }) => close()))
  }
}
