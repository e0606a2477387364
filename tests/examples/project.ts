import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { expect } from 'vitest'
import { assertBuilt } from '../package/built.ts'
import { ROOT } from '../support/tool.ts'

/** A copy of an example, as somebody has it who copied and installed it. */
export interface Project {
  /** Its folder, outside of the repository. */
  readonly folder: string
  remove(): void
}

/**
 * Copies an example and installs `slack-scim` there: the tarball that npm would publish. All other packages are the
 * repository's own.
 *
 * @param packages - the other packages that the example imports
 */
export async function installExample(name: string, packages: readonly string[] = []): Promise<Project> {
  assertBuilt()
  const project = copyExample(name)
  const modules = join(project.folder, 'node_modules')
  mkdirSync(modules)
  const packed = await run(ROOT, 'npm', [
    'pack',
    '--silent',
    '--ignore-scripts',
    '--pack-destination',
    modules,
  ])
  await run(modules, 'tar', ['-xzf', packed.trim()])
  renameSync(join(modules, 'package'), join(modules, 'slack-scim'))
  for (const dependency of ['ofetch', 'valibot', ...packages]) {
    mkdirSync(dirname(join(modules, dependency)), { recursive: true })
    symlinkSync(`${ROOT}node_modules/${dependency}`, join(modules, dependency), 'junction')
  }
  return project
}

/** Copies an example and installs nothing. */
export function copyExample(name: string): Project {
  const folder = mkdtempSync(join(tmpdir(), `slack-scim-${name}-`))
  cpSync(`${ROOT}examples/${name}`, folder, {
    recursive: true,
    filter: (path) => !/[\\/](node_modules|\.next|\.wrangler)$/.test(path),
  })
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** What the shell of a developer may have, or vitest, and an example must not get. */
const NOT_OURS = {
  FORCE_COLOR: undefined,
  NODE_ENV: undefined,
  SLACK_SCIM_TOKEN: undefined,
  SLACK_SCIM_URL: undefined,
}

/** Starts a program of the repository's `node_modules/.bin` in a folder. */
export function start(
  folder: string,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  const PATH = [`${ROOT}node_modules/.bin`, process.env.PATH].join(delimiter)
  return spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...NOT_OURS, NO_COLOR: '1', ...env, PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Runs a program and resolves to what it printed. */
export async function run(
  folder: string,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { code, stdout, stderr } = await ended(start(folder, program, args, env))
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`)
  return stdout
}

/** Waits for the end of a program. */
export async function ended(
  child: ChildProcess,
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

/** Checks the types of an example by its own settings, and that it takes the version that this is. */
export async function expectSound({ folder }: Project): Promise<void> {
  const { code, stdout } = await ended(start(folder, 'tsc', ['-p', folder]))
  expect(stdout).toBe('')
  expect(code).toBe(0)
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'))
  expect(dependencies['slack-scim']).toBe(`^${version}`)
}

/** A server in a process of its own. */
export interface Service {
  /** Where it said that it listens. */
  readonly url: string
  /** Ends it; resolves to all that it printed. */
  stop(): Promise<string>
}

/** Starts a program that says where it listens; `says` finds that in what it prints. */
export async function startService(
  folder: string,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  says: RegExp = /Listening at (\S+)\n/,
): Promise<Service> {
  const child = start(folder, program, args, env)
  const end = ended(child)
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (part: string) => {
      text += part
      const [, found] = says.exec(text) ?? []
      if (found) resolve(found)
    })
    end.then(({ code, stderr }) => reject(new Error(`${program} ended with ${code}: ${stderr}`)), reject)
  })
  return {
    url,
    async stop() {
      child.kill()
      const { stdout, stderr } = await end
      return stdout + stderr
    },
  }
}
