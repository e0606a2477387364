import type { Filter } from '../../src/filter/filter.ts'
import type { Owns, PeopleColumns, Policy } from '../../src/provisioning/index.ts'

/** A file of one of the formats; exactly one of the four names is there. */
export interface ConfigFile {
  readonly csv?: string
  readonly json?: string
  readonly ndjson?: string
  readonly yaml?: string
  /** Of CSV; default `,`. */
  readonly delimiter?: string
  /** The least number of rows. */
  readonly expectRows?: number
}

/** People of a source. */
export interface ConfigPeople extends ConfigFile, PeopleColumns {}

/** Groups of a source. */
export interface ConfigGroups extends ConfigFile {
  readonly key?: string
  /** A file with the columns `group` and `member`, in the format of the groups. */
  readonly members?: string
}

/** A directory in files. */
export interface ConfigSource {
  readonly name: string
  readonly people: ConfigPeople
  readonly groups?: ConfigGroups
  readonly owns: Owns
  readonly scope?: Filter
}

/** A group whose members are those people that match a filter. */
export interface ConfigRule {
  readonly key: string
  readonly name?: string
  readonly filter: Filter
  readonly mode?: 'add' | 'exact'
}

/** A configuration file. */
export interface Config {
  /** The id or the host of the organization; another one's token is refused. */
  readonly organization?: string
  /** Default `file:./.slack-scim`. */
  readonly journal?: string
  /** Default 1.1. */
  readonly api?: '1.1' | '2.0'
  readonly sources: readonly ConfigSource[]
  readonly groups?: readonly ConfigRule[]
  readonly policy?: Policy
}
