import { matchesFilter, parseFilter } from '../src/filter/index.ts'
import { measure } from './measure.ts'
import { peer } from './peers.ts'
import { goal, measuredTable, table } from './table.ts'
import { type FilterCase, type FilterResource, vectors } from './vectors.ts'

const theirs = await peer('scim2-parse-filter')

/** `slack-scim/filter` beside scim2-parse-filter: speed on what both can do, and what either gets wrong. */
export async function filters(): Promise<string> {
  const { filters: cases, resources } = vectors()
  const both = cases.filter(
    (one) => !verdict(one, ourMatches(one, resources)) && !verdict(one, theirMatches(one, resources)),
  )
  const texts = both.filter(({ valid }) => valid === true).map(({ filter }) => filter)
  const ours = texts.map(parseFilter)
  const tests = texts.map((text) => theirs.filter(theirs.parse(text)))

  const parsing = await measure(
    [
      { name: 'scim2-parse-filter', run: () => texts.map(theirs.parse) },
      { name: 'slack-scim/filter', run: () => texts.map(parseFilter) },
    ],
    { batch: texts.length },
  )
  const matching = await measure(
    [
      { name: 'scim2-parse-filter', run: () => tests.map((test) => resources.filter(test)) },
      {
        name: 'slack-scim/filter',
        run: () => ours.map((filter) => resources.filter((resource) => matchesFilter(filter, resource))),
      },
    ],
    { batch: texts.length * resources.length },
  )
  const once = await measure(
    [
      {
        name: 'scim2-parse-filter',
        run: () => texts.map((text) => resources.filter(theirs.filter(theirs.parse(text)))),
      },
      {
        name: 'slack-scim/filter',
        run: () =>
          texts.map((text) => {
            const filter = parseFilter(text)
            return resources.filter((resource) => matchesFilter(filter, resource))
          }),
      },
    ],
    { batch: texts.length },
  )
  const wrong = cases.flatMap((one) => {
    const [our, their] = [
      verdict(one, ourMatches(one, resources)),
      verdict(one, theirMatches(one, resources)),
    ]
    return our || their ? [[one.id, short(one.filter), our || 'right', their || 'right']] : []
  })
  return [
    `Filters: ${texts.length} that both get right, of ${cases.length} cases with one right answer`,
    measuredTable('parse one filter', parsing),
    measuredTable('ask one parsed filter about one resource', matching),
    measuredTable(`parse one filter and ask it about ${resources.length} resources`, once),
    goal('parsing is at least as fast', (parsing[1]?.ratio ?? 2) <= 1),
    goal('matching is at least as fast', (matching[1]?.ratio ?? 2) <= 1),
    table([['case', 'filter', 'slack-scim/filter', 'scim2-parse-filter'], ...wrong]),
    `wrong: slack-scim/filter ${count(wrong, 2)}, scim2-parse-filter ${count(wrong, 3)}`,
  ].join('\n\n')
}

/** The ids that match, or why there is no answer. */
type Answer = readonly string[] | 'refuses' | 'cannot evaluate'

function ourMatches({ filter }: FilterCase, resources: readonly FilterResource[]): Answer {
  return answer(() => {
    const parsed = parseFilter(filter)
    return (resource) => matchesFilter(parsed, resource)
  }, resources)
}

function theirMatches({ filter }: FilterCase, resources: readonly FilterResource[]): Answer {
  return answer(() => theirs.filter(theirs.parse(filter)), resources)
}

function answer(
  prepare: () => (resource: FilterResource) => boolean,
  resources: readonly FilterResource[],
): Answer {
  let matches: (resource: FilterResource) => boolean
  try {
    matches = prepare()
  } catch {
    return 'refuses'
  }
  try {
    return resources.filter(matches).map(({ id }) => id)
  } catch {
    return 'cannot evaluate'
  }
}

/** What is wrong with an answer; empty if nothing is. */
function verdict({ valid, matches = [] }: FilterCase, given: Answer): string {
  if (valid === false) return given === 'refuses' ? '' : 'takes what is no filter'
  if (valid === 'syntax-only') return given === 'cannot evaluate' ? '' : `evaluates to ${shown(given)}`
  return JSON.stringify(given) === JSON.stringify(matches) ? '' : `${shown(given)}, not ${shown(matches)}`
}

function shown(given: Answer): string {
  return typeof given === 'string' ? given : `[${given.join(' ')}]`
}

function short(text: string): string {
  const line = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')
  return line.length > 44 ? `${line.slice(0, 43)}…` : line
}

function count(rows: readonly (readonly string[])[], column: number): number {
  return rows.filter((row) => row[column] !== 'right').length
}
