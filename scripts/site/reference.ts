import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Application, type ProjectReflection } from 'typedoc'
import { REPOSITORY, ROOT } from './places.ts'

/** Entries as a user imports them, to their sources. */
function readEntries(): ReadonlyMap<string, string> {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'deno.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, string>>
  }
  return new Map(
    Object.entries(exports).map(([key, source]) => [join(ROOT, source), `slack-scim${key.slice(1)}`]),
  )
}

/**
 * Writes a page of Markdown for every entry, from its TSDoc.
 *
 * @param folder - where the pages go
 * @throws an error if TypeDoc warns: a link that leads nowhere is one
 */
export async function writeReference(folder: string): Promise<void> {
  const entries = readEntries()
  const app = await Application.bootstrapWithPlugins({
    plugin: ['typedoc-plugin-markdown'],
    entryPoints: [...entries.keys()],
    tsconfig: join(ROOT, 'scripts/site/tsconfig.json'),
    // Types are checked elsewhere.
    skipErrorChecking: true,
    name: 'Reference',
    readme: 'none',
    // Never its default, which is docs/: the folder is emptied first.
    outputs: [{ name: 'markdown', path: folder }],
    excludeInternal: true,
    excludePrivate: true,
    disableGit: true,
    basePath: ROOT,
    sourceLinkTemplate: `${REPOSITORY}/blob/main/{path}#L{line}`,
    sort: ['source-order'],
    treatWarningsAsErrors: true,
    // The types of functions that are not exported are written out.
    validation: { notExported: false, invalidLink: true, notDocumented: false },
    // Options of the plugin, which TypeDoc's types do not know.
    ...({
      outputFileStrategy: 'members',
      entryFileName: 'index',
      hideBreadcrumbs: true,
      hidePageHeader: true,
      useCodeBlocks: true,
      expandObjects: false,
      parametersFormat: 'table',
      propertiesFormat: 'table',
      enumMembersFormat: 'table',
      tableColumnSettings: { hideSources: true, hideModifiers: true },
      sanitizeComments: true,
    } as object),
  })
  const project = await app.convert()
  if (!project || app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error('TypeDoc: see above')
  nameEntries(project, entries)
  await app.generateOutputs(project)
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error('TypeDoc: see above')
}

/** A module has the name that a user imports, not that of its file. */
function nameEntries(project: ProjectReflection, entries: ReadonlyMap<string, string>): void {
  for (const module of project.children ?? []) {
    const file = module.sources?.[0]?.fullFileName ?? ''
    const name = entries.get(file)
    if (name) module.name = name
    else throw new Error(`TypeDoc: ${module.name} is no entry (${file})`)
  }
}
