import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { DirectorySource, GroupRule } from '../../src/provisioning/index.ts'
import { CommandError } from '../command-error.ts'
import { checkWithPlaces } from '../files/check-data-file.ts'
import { fileSource } from '../sources/file-source.ts'
import { FORMATS, type TableFile } from '../sources/table.ts'
import type { Config, ConfigFile, ConfigSource } from './config.ts'
import { configSchema } from './config-schema.ts'

/** A configuration, and what its file names. */
export interface LoadedConfig {
  /** The file as the user named it. */
  readonly file: string
  /** The folder that its paths are relative to. */
  readonly folder: string
  readonly config: Config
  readonly sources: readonly DirectorySource[]
  readonly rules: readonly GroupRule[]
  /** The paths of all that is read: the configuration and the files of its sources. */
  readonly paths: readonly string[]
}

/** The names that a configuration has unless `--config` names another. */
export const CONFIG_FILES = ['slack-scim.config.yaml', 'slack-scim.config.yml', 'slack-scim.config.json']

/**
 * Reads the configuration.
 *
 * @param file - what `--config` says; default: the one of the current folder
 * @throws {CommandError} with file, line and column of each problem
 */
export function readConfig(file: string | undefined): LoadedConfig {
  const path = file ?? CONFIG_FILES.find((name) => existsSync(name))
  if (path === undefined)
    throw new CommandError(
      `there is no ${CONFIG_FILES[0]} here: write one with \`slack-scim init\`, or name one with --config`,
    )
  const { value: config, positionOf } = checkWithPlaces('--config', path, configSchema())
  const folder = dirname(resolve(path))
  const files = config.sources.map((source) => withFiles(source, folder))
  const paths = files.flatMap(({ people, groups }) => [people.path, groups?.path, groups?.members?.path])
  const rules = (config.groups ?? []).map((rule, at) => ({
    ...rule,
    origin: `${path}:${positionOf(['groups', at])}`,
  }))
  return {
    file: path,
    folder,
    config,
    sources: files.map(fileSource),
    rules,
    paths: [resolve(path), ...paths.filter((one) => one !== undefined)],
  }
}

/** A source with the places of its files. */
function withFiles(
  { people, groups, ...source }: ConfigSource,
  folder: string,
): Parameters<typeof fileSource>[0] {
  const { csv: _csv, json: _json, ndjson: _ndjson, yaml: _yaml, ...columns } = people
  const { members } = groups ?? {}
  return {
    ...source,
    people: { ...columns, ...tableFile(people, folder) },
    groups: groups && {
      ...tableFile(groups, folder),
      key: groups.key,
      members:
        members === undefined
          ? undefined
          : { ...tableFile(groups, folder), ...place(members, folder), expectRows: 0 },
    },
  }
}

function tableFile(config: ConfigFile, folder: string): TableFile {
  const format = FORMATS.find((name) => config[name] !== undefined) ?? 'csv'
  const { delimiter, expectRows } = config
  return { format, ...place(config[format] ?? '', folder), delimiter, expectRows }
}

/** A file as it is named, and where it is. */
function place(file: string, folder: string): Pick<TableFile, 'file' | 'path'> {
  return { file, path: resolve(folder, file) }
}
