import { COVERAGE } from '../../mocks/index.ts'

/** The page of what the emulator does as Slack does, from the table that its tests are compared with. */
export function renderCoverage(): string {
  const operations = [...new Set(COVERAGE.map(({ operation }) => operation))]
  const sections = operations.map((operation) => {
    const rows = COVERAGE.filter((row) => row.operation === operation).map(
      ({ behaviour, source, test }) => `| ${cell(behaviour)} | ${cell(source)} | ${cell(test)} |`,
    )
    const title = operation === '*' ? 'Every operation' : `\`${operation}\``
    return `## ${title}\n\n| behaviour | where it is documented or was observed | test |\n|---|---|---|\n${rows.join('\n')}\n`
  })
  return `# Coverage of the emulator

What the emulator does as Slack does: ${COVERAGE.length} behaviours, each with its source and the test that fails without it. What Slack does
where nobody outside knows is an assumption, which \`emulator.assumptions()\` lists.

${sections.join('\n')}`
}

function cell(text: string): string {
  return text
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replace(/(https:\/\/[^\s,;)]+)/g, '<$1>')
}
