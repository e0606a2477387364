import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer as createHTTPServer, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { createServer as createTLSServer } from 'node:tls'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../mocks/index.ts'
import { type EmulatorServer, serveEmulator } from '../../mocks/server.ts'
import { type Certificates, makeCertificates } from '../transports/certificates.ts'
import { type Listening, listen } from '../transports/listening.ts'
import { ended, expectSound, installExample, type Project, start } from './project.ts'

const TOKEN = 'xoxp-mounted-as-a-file'
const PASSWORD = 'correct horse'
const SEED = {
  users: [{ userName: 'jo' }, { userName: 'kim' }],
  groups: [
    { id: 'S0PLATFORM', displayName: 'Platform', members: ['jo', 'kim'] },
    { id: 'S0QUOTED', displayName: 'The "A" team', members: [] },
  ],
}

let project: Project
let certificates: Certificates
let emulator: Emulator
let server: EmulatorServer
let service: Listening
let proxy: Listening
/** What the proxy was asked for, and by whom. */
let asked: string[] = []
beforeAll(async () => {
  emulator = createEmulator({ seed: SEED, token: TOKEN })
  server = await serveEmulator(emulator)
  project = await installExample('node-proxy', ['undici', 'undici-types', '@types/node'])
  certificates = await makeCertificates()
  // The emulator, behind a certificate that only the private authority vouches for.
  service = await listen(
    createTLSServer(certificates.server, (socket) => pipeTo(socket, Number(new URL(server.url).port))),
  )
  proxy = await listen(createHTTPServer().on('connect', tunnel))
  mkdirSync(join(project.folder, 'secrets'))
  writeFileSync(join(project.folder, 'secrets/slack-scim-token'), `${TOKEN}\n`)
  writeFileSync(join(project.folder, 'ca.pem'), certificates.ca)
})
afterAll(async () => {
  await Promise.all([proxy.close(), service.close(), server.close()])
  project.remove()
})
beforeEach(() => {
  asked = []
  emulator.reset()
})

function tunnel({ url, headers }: IncomingMessage, socket: Duplex): void {
  asked.push(`${url} ${headers['proxy-authorization']}`)
  const expected = `Basic ${Buffer.from(`build:${PASSWORD}`).toString('base64')}`
  if (headers['proxy-authorization'] !== expected) {
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n')
    return
  }
  socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
  pipeTo(socket, Number(new URL(`http://${url}`).port))
}

function pipeTo(socket: Duplex, port: number): void {
  const onward = connect(port, '127.0.0.1')
  socket.on('error', () => onward.destroy()).on('close', () => onward.destroy())
  onward.on('error', () => socket.destroy()).on('close', () => socket.destroy())
  socket.pipe(onward).pipe(socket)
}

/** Runs the program in an environment that has no proxy but what is given. */
function groups(env: Readonly<Record<string, string>>): ReturnType<typeof ended> {
  const none = {
    HTTPS_PROXY: '',
    https_proxy: '',
    HTTP_PROXY: '',
    http_proxy: '',
    NO_PROXY: '',
    no_proxy: '',
  }
  const SLACK_SCIM_URL = `https://127.0.0.1:${service.port}/scim/v1/`
  const all = { ...none, CREDENTIALS_DIRECTORY: 'secrets', SLACK_SCIM_URL, CORPORATE_CA: 'ca.pem', ...env }
  return ended(start(project.folder, 'node', ['src/main.ts'], all))
}

const proxyUrl = (password: string): string =>
  `http://build:${encodeURIComponent(password)}@127.0.0.1:${proxy.port}`
const ROWS = ['S0PLATFORM,2,"Platform"', 'S0QUOTED,0,"The ""A"" team"']

describe('the Node program behind a corporate proxy', () => {
  test('compiles as a project', () => expectSound(project))

  test.each(['CORPORATE_PROXY', 'HTTPS_PROXY'])(
    'connects through the proxy of %s by CONNECT',
    async (name) => {
      const { code, stdout, stderr } = await groups({ [name]: proxyUrl(PASSWORD) })
      expect([code, stderr]).toEqual([0, ''])
      const [head, ...rows] = stdout.trimEnd().split('\n')
      expect([head, ...rows.sort()]).toEqual(['id,members,name', ...ROWS])
      const credentials = Buffer.from(`build:${PASSWORD}`).toString('base64')
      expect(asked).toEqual([`127.0.0.1:${service.port} Basic ${credentials}`])
    },
  )

  test('prefers a given proxy to NO_PROXY', async () => {
    const { code } = await groups({ CORPORATE_PROXY: proxyUrl(PASSWORD), NO_PROXY: '*' })
    expect([code, asked.length]).toEqual([0, 1])
  })

  test('fails without the certificate authority before sending a request', async () => {
    const { code, stderr } = await groups({ CORPORATE_PROXY: proxyUrl(PASSWORD), CORPORATE_CA: '' })
    expect(code).toBe(1)
    expect(stderr).toContain("applied: 'no'")
    expect(emulator.events).toEqual([])
  })

  test('fails when the proxy refuses, and prints neither password nor token', async () => {
    const { code, stderr } = await groups({ CORPORATE_PROXY: proxyUrl('wrong horse') })
    expect(code).toBe(1)
    expect(stderr).toContain('SCIMConnectionError')
    const secrets = [TOKEN, 'wrong horse', encodeURIComponent('wrong horse'), btoa('build:wrong horse')]
    expect(secrets.filter((text) => stderr.includes(text))).toEqual([])
    expect(emulator.events).toEqual([])
  })
})
