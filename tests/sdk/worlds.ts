import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { createEmulator, type Seed, slackWorlds } from '../../mocks/index.ts'
import { serveEmulator } from '../../mocks/server.ts'

/** What came of one world, as the programs print it. */
interface WorldResult {
  readonly name: string
  readonly problems: readonly string[]
}

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
/** Serves an emulator of each world, and runs a program over all of them, which prints a line of JSON for each. */
export async function runInWorlds(command: string, args: readonly string[]): Promise<WorldResult[]> {
  const servers = await Promise.all(
    slackWorlds().map(async ({ name, assumptions }) => {
      const server = await serveEmulator(createEmulator({ seed: SEED, assumptions }))
      return { name, token: server.token, url: server.url, close: () => server.close() }
    }),
  )
  try {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], timeout: 300_000 })
    child.stdin.end(JSON.stringify(servers))
    const lines = (await text(child.stdout)).trim().split('\n')
    return lines.filter(Boolean).map((line) => JSON.parse(line) as WorldResult)
  } finally {
    await Promise.all(servers.map(({ close }) => close()))
  }
}
