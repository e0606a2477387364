import * as v from 'valibot'
import { CommandError } from '../command-error.ts'
import { describeIssue, keysOf } from './describe-issue.ts'
import { type DataFile, readDataFile } from './read-data-file.ts'

const MAX_PROBLEMS = 10

/**
 * Reads a file of JSON or YAML and checks it against a schema.
 *
 * @param option - the option that names the file, for messages
 * @throws {CommandError} with file, line and column of each problem
 */
export function checkDataFile<T>(option: string, file: string, schema: v.GenericSchema<unknown, T>): T {
  return checkWithPlaces(option, file, schema).value
}

/** Does what {@link checkDataFile} does, and tells where values stand. */
export function checkWithPlaces<T>(
  option: string,
  file: string,
  schema: v.GenericSchema<unknown, T>,
): DataFile<T> {
  const { value, positionOf } = readDataFile(option, file)
  // To valibot, an empty list is an object without keys.
  if (Array.isArray(value)) throw new CommandError(`${option} ${file}: must be an object, not a list`)
  const result = v.safeParse(schema, value)
  if (result.success) return { value: result.output, positionOf }
  const problems = result.issues
    .slice(0, MAX_PROBLEMS)
    .map((issue) => `${option} ${file}:${positionOf(keysOf(issue))}: ${describeIssue(schema, issue)}`)
  const more = result.issues.length - problems.length
  throw new CommandError([...problems, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'))
}
