import { readFile } from 'node:fs/promises'
import { type Attributes, arraySource, type DirectorySource, type Policy } from 'slack-scim/provisioning'

/** A person of HR's export. */
interface Person {
  readonly key: string
  readonly active?: boolean
  readonly attributes: Attributes
}

/** The directory: HR's export, which is mounted into every pod. The engine checks every value of it. */
export async function directory(file: string): Promise<DirectorySource> {
  const people: Person[] = JSON.parse(await readFile(file, 'utf8'))
  return arraySource({
    name: 'hr',
    owns: {
      userName: 'onCreate',
      givenName: 'always',
      familyName: 'always',
      email: 'always',
      title: 'always',
    },
    people,
  })
}

/** What a run may do. Nobody looks at the plan, so the limits are narrow. */
export const POLICY: Policy = {
  allow: ['createUser', 'updateUser', 'deactivate'],
  limits: { createUser: { count: 50 }, deactivate: { count: 5 } },
}
