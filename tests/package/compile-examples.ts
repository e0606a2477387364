import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { ROOT, runTool } from '../support/tool.ts'
import { SOURCES } from './entries.ts'
import type { Example } from './examples.ts'

/**
 * What the compiler says about the examples, each as a file of its own that imports the entries by the
 * names that a user writes. Nothing if all is well.
 *
 * @param name - of the folder that the files are written to; one for each caller, as tests run side by side
 * @param examples - the examples
 * @param declarations - files that declare packages which are not installed, such as `tests/docs/frameworks.d.ts`
 */
export async function compileExamples(
  name: string,
  examples: readonly Example[],
  declarations: readonly string[] = [],
): Promise<string> {
  // Inside the repository, where the packages that an example imports are found.
  const cache = `node_modules/.cache/slack-scim/${name}/`
  const folder = ROOT + cache
  rmSync(folder, { recursive: true, force: true })
  const files = examples.map(({ path, line, code }) => {
    const file = path.replace(/\.\w+$/, `.${line}.ts`)
    mkdirSync(dirname(folder + file), { recursive: true })
    // Each line stands where it stands in its source, so that an error names the right one.
    writeFileSync(folder + file, `${'\n'.repeat(line - 1)}${code}\nexport {}\n`)
    return file
  })
  const toRoot = relative(folder, ROOT)
  const compilerOptions = {
    paths: Object.fromEntries([...SOURCES].map(([entry, path]) => [entry, [`${toRoot}/${path}`]])),
    // An example may name what it does not use.
    noUnusedLocals: false,
  }
  writeFileSync(
    `${folder}tsconfig.json`,
    JSON.stringify({
      extends: `${toRoot}/tsconfig.json`,
      compilerOptions,
      include: [`${toRoot}/src/**/*.d.ts`, ...declarations.map((path) => `${toRoot}/${path}`)],
      files,
    }),
  )
  const { output } = await runTool('tsc', ['-p', folder])
  return output.replaceAll(cache, '')
}
