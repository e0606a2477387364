import { writeFileSync } from 'node:fs'
import { extname } from 'node:path'
import { Command } from 'commander'
import { parse } from 'yaml'
import { CommandError } from '../command-error.ts'
import { STARTER_SEED } from '../emulator/starter-seed.ts'
import { createOutput } from '../terminal/output.ts'

/** Makes `slack-scim emulate init`, which writes a first seed. */
export function emulateInitCommand(): Command {
  return new Command('init')
    .summary('write a first seed to change')
    .description('Writes a seed to start from. It does not overwrite a file.')
    .argument('[file]', 'a name that ends in .yaml, .yml or .json', 'slack-seed.yaml')
    .action(async (file: string) => {
      write(file, contentFor(file))
      await createOutput({}).result(
        `Wrote ${file}. Serve it: npx -p slack-scim slack-scim emulate --port 4010 --seed ${file}\n`,
      )
    })
}

const SCHEMA = './node_modules/slack-scim/dist/schemas/seed.schema.json'

function contentFor(file: string): string {
  const extension = extname(file).toLowerCase()
  if (extension === '.json') {
    return `${JSON.stringify({ $schema: SCHEMA, ...(parse(STARTER_SEED) as object) }, undefined, 2)}\n`
  }
  if (extension === '.yaml' || extension === '.yml')
    return `# yaml-language-server: $schema=${SCHEMA}\n${STARTER_SEED}`
  throw new CommandError(`init ${file}: the name must end in .yaml, .yml or .json`)
}

function write(file: string, content: string): void {
  try {
    writeFileSync(file, content, { flag: 'wx' })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new CommandError(
      code === 'EEXIST'
        ? `init ${file}: the file is there already; name another one`
        : `init ${file}: ${message}`,
    )
  }
}
