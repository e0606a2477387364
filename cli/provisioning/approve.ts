import { type Plan, planDigest, SCIMPlanError } from '../../src/provisioning/index.ts'
import { countActions } from '../../src/provisioning/plan/actions.ts'
import { counted } from '../../src/provisioning/render/figures.ts'
import { CommandError } from '../command-error.ts'
import { EXIT_CODES } from '../exit-codes.ts'

/** The options that approve a plan. */
export interface ApprovalOptions {
  /** The digest that was approved. */
  readonly expect?: string
  readonly yes?: boolean
}

/** Whether a person can be asked. */
export function isAtTerminal(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true
}

/**
 * Finds out whether a plan is approved. `--expect` approves exactly one plan. At a terminal the person is asked; without
 * one, `--yes` is enough for steps that can all be undone.
 *
 * @param isNamed - whether the command itself names the only change, as `users deactivate` does: then `--yes` is enough
 * @throws {CommandError} if it is not
 * @throws {SCIMPlanError} for another digest than the one that was approved
 */
export async function approve(
  plan: Plan,
  { expect, yes = false }: ApprovalOptions,
  isNamed = false,
): Promise<void> {
  if (expect !== undefined) {
    const digest = await planDigest(plan)
    if (digest.startsWith(expect)) return
    throw new SCIMPlanError(
      `--expect ${expect}: the plan has the digest ${digest} now: look at \`slack-scim plan\` and approve it anew. Nothing was sent`,
      'digest',
    )
  }
  const final = plan.steps.filter(({ reversible }) => reversible !== 'yes').length
  if (yes && (final === 0 || isNamed)) return
  if (isAtTerminal()) return ask(plan)
  if (isNamed || final === 0)
    throw new CommandError(
      `without a terminal, a change needs --yes${isNamed ? '' : ' or --expect'}: nothing was sent`,
    )
  const what =
    final === 1
      ? '1 step that cannot be undone in full needs'
      : `${final} steps that cannot be undone in full need`
  throw new CommandError(
    `without a terminal, ${what} --expect: look at \`slack-scim plan\`, and pass the digest that it shows. Nothing was sent`,
  )
}

/** Asks the person at the terminal: for the number of deactivations, if there are any. */
async function ask({ steps }: Plan): Promise<void> {
  const { confirm, isCancel, text } = await import('@clack/prompts')
  const output = process.stderr
  const { deactivate = 0 } = countActions(steps)
  const answer =
    deactivate > 0
      ? await text({ message: 'Type the number of deactivations to apply this plan', output })
      : await confirm({ message: `Apply ${counted(steps.length, 'step')}?`, initialValue: false, output })
  if (isCancel(answer)) throw new CommandError('interrupted: nothing was sent', EXIT_CODES.interrupted)
  if (answer === true || (deactivate > 0 && answer === `${deactivate}`)) return
  const typed = deactivate > 0 ? `: ${deactivate} are planned, and that is another number` : ''
  throw new CommandError(`not applied${typed}. Nothing was sent`)
}
