import * as v from 'valibot'
import { PERSON_FIELDS } from '../../src/provisioning/desired/columns.ts'
import { ATTRIBUTE_NAMES } from '../../src/provisioning/index.ts'
import { closedObject, refusingArrays } from '../../src/schemas/closed-object.ts'
import { text } from '../files/schema-parts.ts'
import type { Config, ConfigGroups, ConfigPeople, ConfigRule, ConfigSource } from './config.ts'
import { filterText } from './filter-text.ts'
import { policySchema } from './policy-schema.ts'

/** Entries of a schema for each key of an interface, and for no other. */
type EntriesOf<T> = { readonly [Key in keyof Required<T>]: v.GenericSchema }

/** The schema of a configuration file. */
export function configSchema(): v.GenericSchema<unknown, Config> {
  const entries = {
    organization: text(
      'Id or host of the organization, such as E0123ABCD; a token of another one is refused.',
    ),
    journal: text(
      'Where the journal is: file:./folder, or redis://host/0?name=E0123ABCD. Default file:./.slack-scim.',
    ),
    api: v.exactOptional(
      v.pipe(v.picklist(['1.1', '2.0']), v.description('Version of SCIM, in quotes; default "1.1".')),
    ),
    sources: v.pipe(
      v.array(source()),
      v.minLength(1, 'must have a source'),
      v.description('The directories.'),
    ),
    groups: v.exactOptional(v.pipe(v.array(rule()), v.description('Groups by filter over all people.'))),
    policy: v.exactOptional(policySchema()),
  } satisfies EntriesOf<Config>
  return v.pipe(
    closedObject({ $schema: v.exactOptional(v.string()), ...entries }),
    v.title('Configuration of slack-scim'),
    v.description('What Slack is to be, and what may be done for it.'),
    v.transform(({ $schema: _schema, ...config }): Config => config as Config),
  )
}

function source() {
  return closedObject({
    name: filled('Unique; stands in plans and in the journal.'),
    people: people(),
    groups: v.exactOptional(groups()),
    owns: owns(),
    scope: v.exactOptional(
      filterText('The accounts that absence here may concern, such as email ew "@example.com".'),
    ),
  } satisfies EntriesOf<ConfigSource>)
}

const FILE = () => ({
  csv: text('File of CSV, beside the configuration.'),
  json: text('File of JSON: a list of objects.'),
  ndjson: text('File of NDJSON: an object a line.'),
  yaml: text('File of YAML: a list of objects; all scalars are texts.'),
  delimiter: v.exactOptional(
    v.pipe(v.string(), v.length(1, 'must be one character'), v.description('Default ",".')),
  ),
  expectRows: v.exactOptional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.description('The least number of rows; fewer are refused.'),
    ),
  ),
})

function people() {
  const entries = {
    ...FILE(),
    key: filled('Column of the key: a name that stays with the person, such as an employee number.'),
    columns: v.exactOptional(
      v.pipe(
        refusingArrays(v.record(v.string(), v.nullable(v.picklist(PERSON_FIELDS)))),
        v.description('What columns hold that are not named after it; null ignores one.'),
      ),
    ),
    ignoreOthers: v.exactOptional(
      v.pipe(v.boolean(), v.description('Ignores unknown columns; default false.')),
    ),
    active: v.exactOptional(
      v.pipe(
        refusingArrays(v.record(v.string(), v.boolean())),
        v.description('What texts of the column active mean.'),
      ),
    ),
    timeZone: text('IANA zone of days and times without an offset; default UTC.'),
  } satisfies EntriesOf<ConfigPeople>
  return v.pipe(closedObject(entries), oneFormat())
}

function groups() {
  const entries = {
    ...FILE(),
    key: text('Column of the key; default key.'),
    members: text('File with the columns group and member; default: the column members, as a;b.'),
  } satisfies EntriesOf<ConfigGroups>
  return v.pipe(closedObject(entries), oneFormat())
}

/** Exactly one of the formats is named. */
function oneFormat<
  T extends ReturnType<typeof FILE> extends infer F ? { [K in keyof F]?: unknown } : never,
>() {
  return v.check<T, string>(
    ({ csv, json, ndjson, yaml }) =>
      [csv, json, ndjson, yaml].filter((file) => file !== undefined).length === 1,
    'name one file, as csv, json, ndjson or yaml',
  )
}

function owns() {
  const ownership = v.exactOptional(v.picklist(['always', 'onCreate', 'whenEmpty']))
  const entries: Readonly<Record<string, v.GenericSchema>> = Object.fromEntries(
    ATTRIBUTE_NAMES.map((name) => [name, ownership]),
  )
  return v.pipe(
    closedObject(entries),
    v.description('When each attribute is written; one that is left out never is.'),
  )
}

function rule() {
  return closedObject({
    key: filled('Stable name of the group.'),
    name: text('Name in Slack; default the key.'),
    filter: filterText('Over the attributes of people, such as department eq "R&D".'),
    mode: v.exactOptional(
      v.pipe(v.picklist(['add', 'exact']), v.description('exact removes other members; default add.')),
    ),
  } satisfies EntriesOf<ConfigRule>)
}

function filled(description: string) {
  return v.pipe(v.string(), v.nonEmpty('must not be empty'), v.description(description))
}
