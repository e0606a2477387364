import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allNodes, treeOf } from '../../cli/completion/tree.ts'
import { createProgram } from '../../cli/program.ts'
import { runHere, temporary } from './run.ts'
import { installedShell, SHELL_NAMES, type ShellName } from './shells.ts'
import { type AtTerminal, programAtTerminal } from './terminal.ts'

/** What is typed before the tabulator, and what stands there behind it. */
const CASES: readonly (readonly [typed: string, completed: string])[] = [
  ['expl', 'explain'],
  ['plan dea', 'plan deactivate'],
  ['runs sh', 'runs show'],
  ['export use', 'export users'],
  ['plan --detail', 'plan --detailed-exitcode'],
  ['plan deactivate --fro', 'plan deactivate --from'],
  ['groups members add --protec', 'groups members add --protect'],
  ['plan --format ma', 'plan --format markdown'],
  ['plan --format=ma', 'plan --format=markdown'],
  ['users list --api 2', 'users list --api 2.0'],
  ['emulate --limits fix', 'emulate --limits fixed-window'],
  ['show pla', 'show plan-of-today.json'],
  ['check --config conf', 'check --config config'],
  ['check --config=pla', 'check --config=plan-of-today.json'],
]

/** A function in place of the program, which prints its arguments. Its mark is in two halves, as the line itself is shown. */
const STAND_IN = `slack-scim() { printf '%s%s>\\n' 'GO''T<' "$*"; }`

/** What a shell at a terminal reads the script with. */
const BEGIN: Readonly<Record<'bash' | 'zsh', string>> = {
  bash: `source bash.sh; ${STAND_IN}; echo rea''dy\r`,
  zsh: `autoload -Uz compinit; compinit -u -D; source zsh.sh; ${STAND_IN}; echo rea''dy\r`,
}

const folder = temporary()
beforeAll(async () => {
  writeFileSync(join(folder, 'plan-of-today.json'), '{}')
  mkdirSync(join(folder, 'config'))
  for (const name of SHELL_NAMES) {
    const { code, output } = await runHere('completion', name)
    expect(code).toBe(0)
    writeFileSync(join(folder, `${name}.sh`), output)
    await installedShell(name)
  }
}, 300_000)

describe.each(['bash', 'zsh'] as const)('completion in %s', (name) => {
  let shell: AtTerminal
  beforeAll(async () => {
    shell = programAtTerminal(await installedShell(name), { cwd: folder, columns: 200, env: { PS1: 'P> ' } })
    shell.type(BEGIN[name])
    await shell.shown('ready')
  }, 30_000)
  afterAll(() => shell.type('\u0015exit\r'))

  it.each(CASES)('makes of `%s` and a tabulator `%s`', async (typed, completed) => {
    shell.type(`slack-scim ${typed}\t\r`)
    await shell.shown(`GOT<${completed}`)
  })
})

describe('completion in fish', () => {
  it.each(CASES)('makes of `%s` and a tabulator `%s`', async (typed, completed) => {
    const [program, ...args] = await installedShell('fish')
    const script = 'source fish.sh; complete -C $argv[1]'
    const offered = execFileSync(program, [...args, '-c', script, `slack-scim ${typed}`], {
      cwd: folder,
      encoding: 'utf8',
    })
    const words = offered
      .trim()
      .split('\n')
      .map((line) => line.split('\t')[0]?.replace(/\/$/, ''))
    expect(words).toEqual([completed.slice(completed.lastIndexOf(' ') + 1)])
  })

  it('offers what belongs to a command, and not what belongs to another of the same name', async () => {
    const [program, ...args] = await installedShell('fish')
    const script = 'source fish.sh; complete -C $argv[1]'
    const offered = (typed: string): string =>
      execFileSync(program, [...args, '-c', script, typed], { cwd: folder, encoding: 'utf8' })
    expect(offered('slack-scim export users ')).not.toContain('deactivate')
    expect(offered('slack-scim users ')).toContain('deactivate')
  })
})

describe('completion', () => {
  it.each<ShellName>(['zsh', 'fish'])('for %s names every command and option', async (shell) => {
    const { output } = await runHere('completion', shell)
    for (const { path, options } of allNodes(treeOf(await createProgram()))) {
      expect(output).toContain(path.split(' ').at(-1))
      for (const { name } of options)
        expect(output).toContain(shell === 'fish' ? `-l ${name.slice(2)}` : name)
    }
  })

  it('refuses other shells', async () => {
    expect((await runHere('completion', 'tcsh')).errors).toContain('Allowed choices are bash, zsh, fish')
  })
})
