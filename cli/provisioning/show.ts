import { readFileSync } from 'node:fs'
import { type Plan, parsePlan, planDigest } from '../../src/provisioning/index.ts'
import { CommandError } from '../command-error.ts'
import { createOutput, type OutputOptions } from '../terminal/output.ts'
import { applyLine } from './apply-line.ts'
import { type ShowOptions, showPlan } from './show-plan.ts'

/** Reads a plan that `plan --out` wrote. */
export function readPlan(file: string): Plan {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new CommandError(`${file}: ${code === 'ENOENT' ? 'the file does not exist' : message}`)
  }
  return parsePlan(text)
}

/** Shows a plan of a file again. */
export async function show(file: string, options: OutputOptions & ShowOptions): Promise<void> {
  const plan = readPlan(file)
  const digest = await planDigest(plan)
  const command = applyLine(digest, { options: {}, file })
  await showPlan({ plan, digest, command }, options, createOutput(options))
}
