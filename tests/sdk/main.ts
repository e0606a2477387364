import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { slackWorlds } from '../../mocks/index.ts'
import { findJavaSdk, findPythonSdk, type Sdk } from './sdks.ts'
import { runInWorlds } from './worlds.ts'

// `npm run test:sdk`: Slack's own SDKs for Python and Java against the emulator's server, in every plausible world. It says
// which of the two is not on this machine, and ends well without it.

const { values } = parseArgs({ options: { 'java-classpath': { type: 'string' } } })
const folder = mkdtempSync(join(tmpdir(), 'slack-scim-sdk-'))
try {
  const found = [
    findPythonSdk(),
    findJavaSdk(values['java-classpath'] ?? process.env.JAVA_SDK_CLASSPATH, folder),
  ]
  for (const sdk of found) {
    if ('skipped' in sdk) console.log(`${sdk.name}: skipped: ${sdk.skipped}`)
    else if (!(await passesInWorlds(sdk))) process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Runs the program of an SDK in every world, and prints what went wrong. */
async function passesInWorlds({ name, version, command, args }: Sdk): Promise<boolean> {
  const results = await runInWorlds(command, args)
  const failed = results.filter(({ problems }) => problems.length > 0)
  for (const { name: world, problems } of failed) console.log(`${world}\n  ${problems.join('\n  ')}`)
  console.log(`${name} ${version}: ${results.length - failed.length} worlds passed, ${failed.length} failed`)
  return failed.length === 0 && results.length === slackWorlds().length
}
