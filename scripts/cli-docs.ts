// Writes docs/cli.md from the program itself.
import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { EXIT_MEANINGS } from '../cli/exit-codes.ts'
import { createProgram } from '../cli/program.ts'

const WIDTH = 100

/** The reference of the command line: the help of every command. */
export async function cliDocs(): Promise<string> {
  const program = await createProgram()
  const codes = Object.entries(EXIT_MEANINGS).map(([code, meaning]) => `| ${code} | ${meaning} |`)
  const sections = program.commands.flatMap((command) => sectionsOf(command, 'slack-scim'))
  return `# The command line

Made from the program by \`npm run cli-docs\`. Results go to stdout, everything else to stderr. The token comes from the
environment (\`SLACK_SCIM_TOKEN\`, or the variable of \`--token-env\`), from \`--token-file\`, or from a hidden prompt; it is never an argument.
\`HTTPS_PROXY\`, \`HTTP_PROXY\` and \`NO_PROXY\` name a proxy, and Node's
\`NODE_EXTRA_CA_CERTS\` its authority. \`SLACK_SCIM_BASE_URL\` is \`--base-url\`. An address of this machine is taken for an emulator, which needs no token.

| exit code | meaning |
|---|---|
${codes.join('\n')}

${sections.join('\n')}`
}

function sectionsOf(command: Command, parent: string): string[] {
  const name = `${parent} ${command.name()}`
  const level = '#'.repeat(name.split(' ').length)
  const own = `${level} ${name}\n\n\`\`\`text\n${helpOf(command).trimEnd()}\n\`\`\`\n`
  return [own, ...command.commands.flatMap((child) => sectionsOf(child, name))]
}

function helpOf(command: Command): string {
  let text = ''
  command.configureOutput({
    getOutHelpWidth: () => WIDTH,
    getOutHasColors: () => false,
    writeOut: (part) => {
      text += part
    },
  })
  command.outputHelp()
  return text
}

if (import.meta.main) writeFileSync('docs/cli.md', await cliDocs())
