import { execFileSync, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { installPackage } from '../support/debian.ts'

/** A Redis of its own, with nothing on disk. */
export interface RedisServer {
  readonly port: number
  stop(): Promise<void>
}

/** Starts `redis-server` on a free port of this machine; installs Debian's package where there is none. */
export async function startRedis(): Promise<RedisServer> {
  await installedRedis()
  const port = await freePort()
  const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)))
    child.stdout.on('data', (text) => {
      if (String(text).includes('Ready to accept connections')) resolve()
    })
  })
  return {
    port,
    stop() {
      child.kill()
      return exit
    },
  }
}

/** Makes sure that there is a Redis to start. */
export async function installedRedis(): Promise<void> {
  if (hasRedis() || (await installPackage('redis-server'))) return
  throw new Error('These tests need redis-server on the PATH: install it with your package manager.')
}

/** Whether there is a `redis-server` on the PATH. */
export function hasRedis(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
