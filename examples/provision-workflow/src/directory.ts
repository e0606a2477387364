import { type Attributes, arraySource, type DirectorySource, type Policy } from 'slack-scim/provisioning'

/** A person of HR's export. */
interface Person {
  readonly key: string
  readonly active?: boolean
  readonly attributes: Attributes
}

/** The directory: HR's export, which stands in KV. The engine checks every value of it. */
export async function directory(store: KVNamespace): Promise<DirectorySource> {
  const people = await store.get<Person[]>('people', 'json')
  if (!Array.isArray(people)) throw new Error('DIRECTORY: people: there is no list of people')
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

/** What a run may do. Every run is approved by a person, so it may do more than the defaults. */
export const POLICY: Policy = {
  allow: ['createUser', 'updateUser', 'deactivate'],
  limits: { createUser: { count: 1000 }, deactivate: { count: 25 } },
}
