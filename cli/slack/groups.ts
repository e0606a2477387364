import { type Client, findGroupByName, type Group, SCIMApiError } from '../../src/index.ts'
import { counted } from '../../src/provisioning/render/figures.ts'
import { CommandError } from '../command-error.ts'
import { interruptible } from '../terminal/interrupt.ts'
import { createOutput, type OutputOptions } from '../terminal/output.ts'
import { fields, rowOf } from '../terminal/rows.ts'
import { connect, type SlackOptions } from './connect.ts'

/** Options of the commands that read groups. */
export interface GroupsOptions extends OutputOptions, SlackOptions {}

const WIDTHS = [11, 32]

/** Lists the groups of Slack. */
export async function listGroups(options: GroupsOptions): Promise<void> {
  const output = createOutput(options)
  const { client } = await connect(options)
  await interruptible(output, async (signal) => {
    let count = 0
    for await (const group of client.searchGroups({}, { signal })) {
      if (output.closed) return
      const members = group.members?.length ?? 0
      await output.event({ type: 'group', group })
      await output.result(rowOf([group.id, group.displayName, `${members}`], WIDTHS))
      count++
    }
    await output.event({ type: 'end', groups: count })
    output.note(count === 0 ? 'No group.' : `${counted(count, 'group')}.`)
  })
}

/** Shows one group with its members. */
export async function getGroup(which: string, options: GroupsOptions): Promise<void> {
  const output = createOutput(options)
  const { client } = await connect(options)
  const group = await findGroup(client, which)
  if (!group) throw new CommandError(`groups get: no group has the id or name '${which}'`)
  await output.event({ type: 'group', group })
  const members = group.members ?? []
  await output.result(
    fields([
      ['id', group.id],
      ['name', group.displayName],
      ['members', `${members.length}`],
    ]),
  )
  for (const { value, display } of members) await output.result(rowOf([value ?? '', display ?? ''], WIDTHS))
}

/** Finds a group by its id, or by its name. */
async function findGroup(client: Client, which: string): Promise<Group | undefined> {
  if (/^S[A-Z0-9]{6,}$/.test(which)) {
    try {
      return (await client.readGroup(which)).group
    } catch (error) {
      if (!(error instanceof SCIMApiError && error.status === 404)) throw error
    }
  }
  return findGroupByName(client, which)
}
