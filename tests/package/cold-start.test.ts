import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, expect, it } from 'vitest'
import { ROOT, runTool } from '../support/tool.ts'
import { assertBuilt } from './built.ts'

/** Prints the files of undici that a process has loaded after each step. */
const program = (baseUrl: string): string => `
  const { createRequire } = await import('node:module')
  const { cache } = createRequire(import.meta.url)
  const loaded = () => Object.keys(cache).filter((path) => path.includes('/undici/'))
  const { SCIMClient } = await import('${ROOT}dist/index.mjs')
  const { nodeTransport } = await import('${ROOT}dist/node.mjs')
  const transport = nodeTransport({ proxy: '' })
  const before = loaded().length
  await new SCIMClient('xoxp-test', { baseUrl: '${baseUrl}', transport }).readUser('U1')
  console.log(JSON.stringify({ before, after: loaded().map((path) => path.split('/undici/')[1]) }))
  process.exit()
`

beforeAll(assertBuilt)

it('loads undici with the first request of nodeTransport, without its fetch', async () => {
  const server = createServer((_request, response) => void response.end('{"id":"U1"}'))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const { stdout } = await runTool('node', [
    '--input-type=module',
    '--eval',
    program(`http://127.0.0.1:${port}/`),
  ])
  server.closeAllConnections()
  server.close()
  const { before, after } = JSON.parse(stdout) as { before: number; after: string[] }
  expect(before).toBe(0)
  expect(after).toContain('lib/dispatcher/agent.js')
  expect(after.filter((path) => path.startsWith('lib/web/') || path === 'index.js')).toEqual([])
})
