import { spawn } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '../../package/command.ts'
import { atEnd, packPackage, temporaryFolder } from '../../package/project.ts'
import { ROOT } from '../../support/tool.ts'
import { bundleShims } from '../suite-bundle.ts'

const SOURCE = `${ROOT}tests/runtimes/next/`
const NEXT = ['node_modules/next/dist/bin/next']
const ENV = { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }

let app: Promise<string> | undefined

/** The version of Next.js that the app has. */
export function nextVersion(): string {
  const { dependencies } = JSON.parse(readFileSync(`${SOURCE}package.json`, 'utf8')) as {
    readonly dependencies: { readonly next: string }
  }
  return dependencies.next
}

/** Installs, builds and starts the app, once; it is stopped at the end. Resolves to its origin. */
export function nextApp(): Promise<string> {
  app ??= buildApp().then(startApp)
  return app
}

async function buildApp(): Promise<string> {
  const folder = temporaryFolder('next')
  cpSync(SOURCE, folder, { recursive: true })
  const npm = ['--prefix', folder, '--no-audit', '--no-fund', '--prefer-offline']
  await runCommand('npm', ['ci', ...npm], { cwd: folder, timeLimit: 300_000 })
  await runCommand('npm', ['install', '--no-save', ...npm, await packPackage()], { cwd: folder })
  await bundleShims(['next'], folder)
  await runCommand(process.execPath, [...NEXT, 'build'], { cwd: folder, env: ENV })
  return folder
}

function startApp(cwd: string): Promise<string> {
  const args = [join(cwd, ...NEXT), 'start', '--hostname', '127.0.0.1', '--port', '0']
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...ENV },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  atEnd(() => void child.kill())
  let output = ''
  return new Promise((resolve, reject) => {
    const read = (text: string): void => {
      output += text
      const origin = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(output)?.[0]
      if (origin && /Ready/.test(output)) resolve(origin)
    }
    child.stdout.setEncoding('utf8').on('data', read)
    child.stderr.setEncoding('utf8').on('data', read)
    child.on('error', reject)
    child.on('close', () => reject(new Error(`next start ended: ${output}`)))
  })
}
