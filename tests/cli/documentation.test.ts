import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { emulateCommand } from '../../cli/commands/emulate.ts'
import { ROOT } from '../support/tool.ts'

const FILES = globSync(
  ['*.md', 'docs/**/*.md', 'examples/*/README.md', 'src/**/*.ts', 'mocks/**/*.ts', 'cli/**/*.ts'],
  {
    cwd: ROOT,
  },
)

it('names the package to npx wherever a command is shown: without it npx runs a package of that name', () => {
  const runs = FILES.flatMap((path) =>
    [...readFileSync(ROOT + path, 'utf8').matchAll(/\b(npx|bunx)\b.*\bslack-scim\b.*/g)].map(
      ([line]) => `${path}: ${line}`,
    ),
  )
  expect(runs.length).toBeGreaterThan(8)
  expect(runs.filter((run) => !/(npx|bunx) -p slack-scim slack-scim[ ']/.test(run))).toEqual([])
})

it('shows options that there are', () => {
  const shown = FILES.flatMap((path) =>
    [...readFileSync(ROOT + path, 'utf8').matchAll(/slack-scim emulate (--[^`\n]*)/g)].flatMap(
      ([, line = '']) => line.match(/--[a-z-]+/g) ?? [],
    ),
  )
  const known = ['--help', ...emulateCommand().options.map(({ long }) => long)]
  expect(shown.length).toBeGreaterThan(3)
  expect(shown.filter((option) => !known.includes(option))).toEqual([])
})
