import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Emulated } from './emulated.ts'
import { runHere, temporary } from './run.ts'

/** A folder that `init --from-slack` wrote. */
export interface SlackCompany {
  readonly folder: string
  /** The options that name its configuration and the emulator. */
  readonly at: readonly string[]
}

/** Writes what an emulator has into a folder. */
export async function slackCompany(slack: Emulated): Promise<SlackCompany> {
  const folder = join(temporary(), 'company')
  const { code, errors } = await runHere('init', folder, '--from-slack', '--quiet', ...slack.at)
  if (code !== 0) throw new Error(errors)
  return { folder, at: ['--config', join(folder, 'slack-scim.config.yaml'), '--quiet', ...slack.at] }
}

/** Changes a file. */
export function edit(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')))
}

/** Turns so many active people of the source inactive. */
export function leave(folder: string, count: number): void {
  edit(join(folder, 'people.csv'), (text) => {
    let left = count
    return text.replace(/,true,false,/g, (cells) => (left-- > 0 ? ',false,false,' : cells))
  })
}

/** Lets the policy deactivate. */
export function allowDeactivate(folder: string): void {
  edit(join(folder, 'slack-scim.config.yaml'), (text) => text.replace('allow: [', 'allow: [deactivate, '))
}
