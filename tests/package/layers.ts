import { posix } from 'node:path'

/** A row of folders of one tree. A name with a dot is a file at the top of the tree. */
export interface Row {
  readonly name: string
  /** A folder imports from the folders to its left. */
  readonly folders: readonly string[]
}

/** A tree of sources. */
export interface Tree {
  /** What it may import from other trees: a tree, or one folder of it. */
  readonly sees: readonly string[]
  /** The top row first. A folder imports from every row below its own. */
  readonly rows: readonly Row[]
}

/** The layers, as docs/architecture.md shows them. */
export const LAYERS: Readonly<Record<string, Tree>> = {
  src: {
    sees: [],
    rows: [
      { name: 'entry', folders: ['index.ts'] },
      {
        name: 'engines',
        folders: [
          'tasks',
          'provisioning/attributes',
          'provisioning/desired',
          'provisioning/snapshot',
          'provisioning/policy',
          'provisioning/links',
          'provisioning/plan',
          'provisioning/guards',
          'provisioning/journal',
          'provisioning/apply',
          'provisioning/files',
          'provisioning/render',
          'provisioning/html',
          'provisioning',
        ],
      },
      { name: 'faces', folders: ['client', 'relay'] },
      { name: 'chain', folders: ['chain'] },
      {
        name: 'kit',
        folders: [
          'errors',
          'options',
          'events',
          'filter',
          'patch',
          'lists',
          'guards',
          'retry',
          'transports',
          'pacing',
          'dialects',
        ],
      },
      { name: 'ground', folders: ['time', 'protocol', 'schemas'] },
    ],
  },
  mocks: {
    // The emulator judges the client, so it shares none of what it judges: only errors, suggestions, the filter grammar, URNs.
    sees: ['src/errors', 'src/filter', 'src/options', 'src/schemas'],
    rows: [
      { name: 'entries', folders: ['index.ts', 'msw.ts', 'server', 'server.ts'] },
      { name: 'whole', folders: ['emulator', 'coverage', 'fixtures'] },
      { name: 'services', folders: ['scim/resources', 'scim/v1', 'scim/v2', 'scim', 'web-api'] },
      { name: 'state', folders: ['directory', 'attributes', 'filters', 'seed', 'state', 'limits', 'faults'] },
      { name: 'ground', folders: ['errors', 'time', 'random', 'http', 'assumptions', 'events'] },
    ],
  },
  cli: {
    sees: ['src', 'mocks'],
    rows: [
      { name: 'entry', folders: ['program.ts', 'run-command-line.ts', 'main.ts', 'emulator-alias.ts'] },
      { name: 'commands', folders: ['commands'] },
      { name: 'work', folders: ['emulator', 'slack', 'probe', 'provisioning'] },
      { name: 'input', folders: ['sources', 'config', 'completion'] },
      { name: 'ground', folders: ['exit-codes.ts', 'command-error.ts', 'terminal', 'files'] },
    ],
  },
}

/** The layers as text, one row a line: what docs/architecture.md quotes. */
export function layerTable(): string {
  return Object.entries(LAYERS)
    .flatMap(([tree, { rows }]) => rows.map(({ name, folders }) => [`${tree}/`, name, folders.join('  ')]))
    .map(([tree = '', name = '', folders = '']) => `${tree.padEnd(8)}${name.padEnd(11)}${folders}`)
    .join('\n')
}

/** Where a file stands: its tree, its folder in that tree, or its own name at the top of the tree. */
export function placeOf(path: string): { readonly tree: string; readonly folder: string } {
  const [tree = '', ...rest] = path.split('/')
  return { tree, folder: rest.length === 1 ? (rest[0] ?? '') : posix.dirname(rest.join('/')) }
}

/** Says what is wrong with an import between two files, or nothing. */
export function misplaced(from: string, to: string): string | undefined {
  const source = placeOf(from)
  const target = placeOf(to)
  const tree = LAYERS[source.tree]
  if (!tree) return `${from}: ${source.tree}/ is in no table of layers`
  if (source.tree !== target.tree) {
    const seen = tree.sees.includes(target.tree) || tree.sees.includes(`${target.tree}/${target.folder}`)
    return seen
      ? undefined
      : `${from} imports ${to}: ${source.tree}/ must not see ${target.tree}/${target.folder}`
  }
  if (source.folder === target.folder) return undefined
  const [mine, theirs] = [position(tree, source.folder), position(tree, target.folder)]
  if (mine.row < 0) return `${from}: ${source.folder} is in no row`
  if (theirs.row < 0) return `${to}: ${target.folder} is in no row`
  if (theirs.row < mine.row) return `${from} imports ${to}: ${target.folder} stands above ${source.folder}`
  if (theirs.row === mine.row && theirs.column > mine.column)
    return `${from} imports ${to}: ${target.folder} stands to the right of ${source.folder}`
  return undefined
}

function position(tree: Tree, folder: string): { readonly row: number; readonly column: number } {
  const row = tree.rows.findIndex(({ folders }) => folders.includes(folder))
  return { row, column: tree.rows[row]?.folders.indexOf(folder) ?? -1 }
}

/** One circle of imports, from a file back to itself; nothing when there is none. */
export function findCircle(imports: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>()
  const trail: string[] = []
  const visit = (path: string): string[] | undefined => {
    const start = trail.indexOf(path)
    if (start >= 0) return [...trail.slice(start), path]
    if (done.has(path)) return undefined
    trail.push(path)
    for (const next of imports.get(path) ?? []) {
      const circle = visit(next)
      if (circle) return circle
    }
    trail.pop()
    done.add(path)
    return undefined
  }
  for (const path of imports.keys()) {
    const circle = visit(path)
    if (circle) return circle
  }
  return undefined
}
