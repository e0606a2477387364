import { age, counted, grouped } from '../../src/provisioning/render/figures.ts'
import { plain } from '../../src/provisioning/render/plain.ts'
import { readConfig } from '../config/read-config.ts'
import { createOutput, type OutputOptions } from '../terminal/output.ts'
import { readSources } from './read-sources.ts'

/** Options of `slack-scim check`. */
export interface CheckOptions extends OutputOptions {
  readonly config?: string
}

/** Reads the configuration and its sources, and says what is in them. */
export async function check(options: CheckOptions): Promise<void> {
  const output = createOutput(options)
  const loaded = readConfig(options.config)
  const now = new Date()
  const desired = await readSources(loaded, { now, output })
  const { sources, groups, users } = desired
  for (const { name, rows, takenAt } of sources) {
    const people = [...users.values()].filter(({ source }) => source === name)
    const active = people.filter((person) => person.active).length
    await output.event({ type: 'source', name, rows, active, takenAt })
    const facts = [
      counted(rows, 'person', 'people'),
      `${grouped(active)} active`,
      age(takenAt, now.toISOString()),
    ]
    await output.result(`${plain(name)}: ${facts.filter(Boolean).join(', ')}\n`)
  }
  for (const { key, name, mode, members } of groups.values()) {
    await output.event({ type: 'group', key, name: name ?? key, mode, members: members.length })
    await output.result(`${plain(name ?? key)}: ${counted(members.length, 'member')} (${mode})\n`)
  }
  const summary = { people: users.size, groups: groups.size }
  await output.event({ type: 'check', ok: true, ...summary })
  await output.result(
    `${counted(users.size, 'person', 'people')}, ${counted(groups.size, 'group')}: no problem.\n`,
  )
}
