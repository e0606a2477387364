import { statSync } from 'node:fs'
import type { Filter } from '../../src/filter/filter.ts'
import type { DirectorySource, Owns } from '../../src/provisioning/index.ts'
import { type GroupsFile, readGroups } from './groups.ts'
import { type PeopleFile, readPeople } from './people.ts'
import { problemsOf } from './problems.ts'

/** A directory in files. */
export interface FileSource {
  readonly name: string
  readonly people: PeopleFile
  readonly groups?: GroupsFile | undefined
  readonly owns: Owns
  readonly scope?: Filter | undefined
}

/** Makes a source of files. Its data is as old as the oldest of them. */
export function fileSource({ name, people, groups, owns, scope }: FileSource): DirectorySource {
  return {
    name,
    owns,
    scope,
    takenAt: oldest([people.path, groups?.path, groups?.members?.path]),
    async *read({ now, signal }) {
      const memberships = new Map<string, readonly string[]>()
      const problems = problemsOf(people.file)
      try {
        yield* readPeople(people, { now, signal }, memberships)
      } catch (error) {
        problems.absorb(error)
      }
      const found = await readGroups(groups, memberships, signal).catch((error: unknown) => {
        problems.absorb(error)
        return []
      })
      problems.end()
      yield* found
    },
  }
}

/** When the oldest of some files was written; nothing if one is not there, which reading it tells. */
function oldest(paths: readonly (string | undefined)[]): string | undefined {
  const times: number[] = []
  for (const path of paths) {
    const stats = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false })
    if (stats) times.push(stats.mtimeMs)
  }
  return times.length > 0 ? new Date(Math.min(...times)).toISOString() : undefined
}
