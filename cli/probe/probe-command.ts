import { ASSUMPTIONS, type AssumptionName } from '../../mocks/index.ts'
import { counted } from '../../src/provisioning/render/figures.ts'
import { CommandError, EndWith } from '../command-error.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { writePrivately } from '../files/write-privately.ts'
import { connect, type SlackOptions } from '../slack/connect.ts'
import { readIfAllowed } from '../slack/missing-scope.ts'
import { interruptible } from '../terminal/interrupt.ts'
import { createOutput, type Output, type OutputOptions } from '../terminal/output.ts'
import { rowOf } from '../terminal/rows.ts'
import { EXPERIMENTS, type ProbeReport, runProbe } from './run-probe.ts'
import { createWire } from './wire.ts'

/** Options of `slack-scim probe`. */
export interface ProbeCommandOptions extends OutputOptions, SlackOptions {
  readonly sandbox?: boolean
  readonly confirm?: string
  readonly out?: string
}

/** A sandbox of Slack has fewer accounts. */
const MAX_ACCOUNTS = 500
/** Milliseconds between two requests to Slack: half of what it takes. */
const GAP = 700
const WIDTHS = [36, 24]

/** Finds out in a sandbox what the emulator assumes. */
export async function probe(options: ProbeCommandOptions): Promise<void> {
  const output = createOutput(options)
  if (!options.sandbox)
    throw new CommandError(
      'probe: it creates and deactivates accounts: use the token of a sandbox organization, and pass --sandbox. Nothing was sent',
    )
  const { client, facts, wire, isEmulator } = await connect(options)
  const { organization } =
    (await readIfAllowed(facts, output, 'no organization can be confirmed')({})) ?? refuseUnknown()
  await confirmed(organization, options.confirm)
  const { totalResults } = await client.searchUsers({ count: 1 })
  if (totalResults > MAX_ACCOUNTS)
    throw new CommandError(
      `probe: ${organization} has ${counted(totalResults, 'account')}, more than ${MAX_ACCOUNTS}, so it is no sandbox. Nothing was written`,
      EXIT_CODES.refused,
    )
  const file = options.out === undefined ? undefined : writePrivately('--out', options.out)
  try {
    const report = await interruptible(output, (signal) =>
      runProbe({
        wire: createWire({ ...wire, gap: isEmulator ? 0 : GAP }),
        organization,
        run: `p${crypto.randomUUID().slice(0, 5)}`,
        signal,
        onExperiment: (names, done) =>
          output.progress(`Trying ${names.join(', ')} (${done + 1} of ${EXPERIMENTS.length})`),
      }),
    )
    output.progress('')
    file?.write(`${JSON.stringify(report, undefined, 2)}\n`)
    file?.commit()
    await show(report, output)
  } catch (error) {
    if (!(error instanceof EndWith)) file?.discard()
    throw error
  }
}

function refuseUnknown(): never {
  throw new CommandError('probe: the token needs the scope users:read. Nothing was sent')
}

/** Makes sure that a person means this organization. */
async function confirmed(organization: string, confirm: string | undefined): Promise<void> {
  if (confirm === organization) return
  if (confirm !== undefined)
    throw new CommandError(
      `probe: the token is of ${organization}, and not of ${confirm}. Nothing was written`,
      EXIT_CODES.unfit,
    )
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true)
    throw new CommandError(
      `probe: the token is of ${organization}: if that is a sandbox, pass --confirm ${organization}. Nothing was written`,
    )
  const { isCancel, text } = await import('@clack/prompts')
  const message = `Accounts of ${organization} will be created and deactivated. Type its id to go on`
  const answer = await text({ message, output: process.stderr })
  if (isCancel(answer)) throw new CommandError('interrupted: nothing was written', EXIT_CODES.interrupted)
  if (answer !== organization) throw new CommandError('probe: that is another id. Nothing was written')
}

async function show(report: ProbeReport, output: Output): Promise<void> {
  const { assumptions, unknown, left } = report
  let others = 0
  for (const [name, value] of Object.entries(assumptions)) {
    const [assumed] = ASSUMPTIONS[name as AssumptionName].options
    if (value !== assumed) others++
    await output.result(
      rowOf([name, value, value === assumed ? 'as assumed' : `the emulator assumes ${assumed}`], WIDTHS),
    )
  }
  for (const [name, why] of Object.entries(unknown)) await output.result(rowOf([name, '?', why], WIDTHS))
  for (const id of left) await output.result(rowOf([id, 'left', 'could not be taken away'], WIDTHS))
  await output.event({ type: 'probe', report })
  const known = Object.keys(assumptions).length
  await output.result(
    `${counted(known, 'assumption')} found out, ${others} unlike the emulator's; ${Object.keys(unknown).length} not known. ${left.length} left behind.\n`,
  )
  if (left.length > 0) throw new EndWith(EXIT_CODES.partial)
}
