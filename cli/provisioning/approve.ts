import type { Plan } from '../../src/provisioning/index.ts'
import { countActions } from '../../src/provisioning/plan/actions.ts'
import { counted } from '../../src/provisioning/render/figures.ts'
import { CommandError } from '../command-error.ts'
import { EXIT_CODES } from '../exit-codes.ts'

/** How a plan was approved. */
export interface Approval {
  /** The digest that was approved elsewhere. */
  readonly expect?: string | undefined
  /** Whether nobody is to be asked. */
  readonly yes?: boolean | undefined
}

/**
 * Has a plan approved: by its digest, or by the person at the terminal, who types the number of deactivations. `--yes`
 * is enough only for a plan that can be taken back in full.
 *
 * @throws {CommandError} if it is not approved
 */
export async function approve(plan: Plan, digest: string, { expect, yes = false }: Approval): Promise<void> {
  if (expect !== undefined || plan.steps.length === 0) return
  const final = plan.steps.filter(({ reversible }) => reversible !== 'yes').length
  if (yes && final === 0) return
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    const why =
      final > 0 ? `${counted(final, 'step')} cannot be undone in full` : 'nobody has approved the plan'
    throw new CommandError(`apply: ${why}: pass --expect ${digest}${final > 0 ? '' : ', or --yes'}`)
  }
  await ask(plan)
}

async function ask(plan: Plan): Promise<void> {
  const { confirm, isCancel, text } = await import('@clack/prompts')
  const deactivations = countActions(plan.steps).deactivate ?? 0
  const output = process.stderr
  if (deactivations > 0) {
    const message = `This deactivates ${counted(deactivations, 'account')}. Type the number to go on`
    const answer = await text({ message, output })
    if (isCancel(answer) || answer !== `${deactivations}`) throw declined()
    return
  }
  const answer = await confirm({
    message: `Apply ${counted(plan.steps.length, 'step')}?`,
    initialValue: false,
    output,
  })
  if (isCancel(answer) || !answer) throw declined()
}

function declined(): CommandError {
  return new CommandError('apply: not approved; nothing was sent', EXIT_CODES.failed)
}
