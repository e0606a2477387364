import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { temporary } from './run.ts'

/** The configuration of most tests: people of a file of CSV. */
export const CONFIG = `
sources:
  - name: hr
    people: { csv: people.csv, key: id }
    owns: { userName: onCreate, displayName: whenEmpty, email: always, title: always, phone: always }
`

/** A configuration whose people are in a file of another format. */
export function configOf(people: string, more = ''): string {
  return CONFIG.replace('{ csv: people.csv, key: id }', people) + more
}

/**
 * Writes a folder with a configuration and the files that it names.
 *
 * @returns the path of the configuration
 */
export function company(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporary()
  for (const [name, content] of Object.entries({ 'slack-scim.config.yaml': CONFIG, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return join(folder, 'slack-scim.config.yaml')
}
