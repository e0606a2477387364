import { existsSync } from 'node:fs'
import { SCIMError } from '../../src/index.ts'
import { SCIMOrganizationError } from '../../src/provisioning/index.ts'
import { counted } from '../../src/provisioning/render/figures.ts'
import { EndWith } from '../command-error.ts'
import { CONFIG_FILES, type LoadedConfig, readConfig } from '../config/read-config.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { type Connection, connect } from '../slack/connect.ts'
import { createOutput, type Output } from '../terminal/output.ts'
import { rowOf } from '../terminal/rows.ts'
import { openJournal, readState } from './journal.ts'
import type { PlanningOptions } from './session.ts'

/** What one look found. */
interface Finding {
  readonly check: string
  readonly ok: boolean
  readonly text: string
}

const WIDTHS = [4, 14]
/** Milliseconds by which clocks may differ: a plan counts 24 hours, and a lease 60 seconds. */
const MAX_SKEW = 30_000

/** What the holder of a token is. */
const RANKS = {
  'primary-owner': 'the primary owner',
  owner: 'an owner',
  admin: 'an admin',
  bot: 'a bot',
  none: 'no owner or admin',
}

/** Looks whether everything is there that plans need, and says what is not. It changes nothing. */
export async function doctor(options: PlanningOptions): Promise<void> {
  const output = createOutput(options)
  const loaded = configOf(options)
  const findings: Finding[] = []
  const tell = async (finding: Finding): Promise<void> => {
    findings.push(finding)
    await report(finding, output)
  }
  if (loaded) await tell({ check: 'configuration', ok: true, text: loaded.file })
  else await tell({ check: 'configuration', ok: true, text: 'none; slack-scim init --from-slack writes one' })
  await tell(await look('journal', () => journalFinding(options, loaded)))
  const connection = await connect(options, loaded?.config.api)
  await tell(await look('SCIM', () => scimFinding(connection)))
  for (const finding of await organizationFindings(connection, loaded)) await tell(finding)
  if (findings.some(({ ok }) => !ok)) throw new EndWith(EXIT_CODES.failed)
}

function configOf({ config }: PlanningOptions): LoadedConfig | undefined {
  return config !== undefined || CONFIG_FILES.some((file) => existsSync(file))
    ? readConfig(config)
    : undefined
}

async function report(finding: Finding, output: Output): Promise<void> {
  const { check, ok, text } = finding
  await output.event({ type: 'finding', ...finding })
  await output.result(rowOf([ok ? 'ok' : 'BAD', check, text], WIDTHS))
}

/** Runs a look; a failure of the library is what it found. */
async function look(check: string, act: () => Promise<string>): Promise<Finding> {
  try {
    return { check, ok: true, text: await act() }
  } catch (error) {
    if (!SCIMError.is(error)) throw error
    return { check, ok: false, text: error.message }
  }
}

async function journalFinding(options: PlanningOptions, loaded: LoadedConfig | undefined): Promise<string> {
  const { store, close } = await openJournal({ journal: options.journal, loaded, readOnly: true })
  try {
    const { links, runs, openRun } = await readState(store, new Date())
    const open = openRun === undefined ? '' : '; the last run has not ended: apply the same plan again'
    return `${counted(links.users.size, 'person', 'people')} linked, ${counted(runs.length, 'run')}${open}`
  } finally {
    await close()
  }
}

async function scimFinding({ client }: Connection): Promise<string> {
  const { totalResults, headers } = await client.searchUsers({ count: 1 })
  const skew = Date.now() - Date.parse(headers.get('date') ?? '')
  const clock = Math.abs(skew) > MAX_SKEW ? `; the clock here is ${Math.round(skew / 1000)} s off` : ''
  return `${client.baseUrl} has ${counted(totalResults, 'account')}${clock}`
}

async function organizationFindings(
  { facts }: Connection,
  loaded: LoadedConfig | undefined,
): Promise<readonly Finding[]> {
  try {
    const { organization, self, roles } = await facts({})
    const wanted = loaded?.config.organization
    const isRight = wanted === undefined || wanted === organization
    const rank =
      self === undefined ? 'of no account' : `of ${self}, who is ${RANKS[roles?.get(self) ?? 'none']}`
    const text = isRight ? organization : `${organization}, and the configuration is for ${wanted}`
    return [
      { check: 'organization', ok: isRight, text },
      { check: 'token', ok: true, text: rank },
      {
        check: 'roles',
        ok: true,
        text: `${counted(roles?.size ?? 0, 'account')} protected: owners, admins and bots`,
      },
    ]
  } catch (error) {
    if (!(error instanceof SCIMOrganizationError)) throw error
    const text = `${error.message}. Without it no account is deactivated, unless policy.protect or --protect names whom not to`
    return [{ check: 'roles', ok: false, text }]
  }
}
