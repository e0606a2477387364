import {
  type ArraySource,
  arraySource,
  readDesired,
  SCIMSourceError,
} from '../../../src/provisioning/index.ts'
import { failure } from '../../support/outcome.ts'

type People = NonNullable<ArraySource['people']>

/** What is wrong with people and groups, as `file:line message`. */
export async function problemsOf(people: People, groups: ArraySource['groups'] = []): Promise<string[]> {
  const source = arraySource({ name: 'hr', owns: {}, people, groups })
  const error = await failure(readDesired([source]), SCIMSourceError)
  return error.issues.map(({ file, line, message }) => `${file}${line ? `:${line}` : ''} ${message}`)
}

/** A person who may be created, at a line of people.csv. */
export function row(
  line: number,
  attributes: People[number]['attributes'] = {},
  key = `${line}`,
): People[number] {
  const own = { userName: `user${line}`, email: `user${line}@acme.test`, givenName: 'Jo' }
  return { key, attributes: { ...own, ...attributes }, origin: `people.csv:${line}` }
}
